#if os(Linux)
import Agents
import Glibc
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("What programs take, by the kernel's accounting", .timeLimit(.minutes(1)))
struct ProgramAccountTests {
    let rig: CallRig
    let account = ProgramAccount()

    init() throws { rig = try CallRig() }

    private static let mebibyte = 1 << 20

    /// What the program counted together with those before it.
    private func usage(of script: String, timeout: Duration? = nil) async throws -> ProgramUsage {
        _ = await rig.call(.shell(script, timeout: timeout), account: account)
        return await account.measured(ContinuousClock())
    }

    /// A program that holds so many mebibytes.
    private func holding(_ size: Int) -> String {
        "exec dd if=/dev/zero of=/dev/null bs=\(size)M count=1 2>&1"
    }

    @Test("the memory of a program is the most that it had")
    func memory() async throws {
        let memory = try #require(try await usage(of: holding(500)).memory)
        #expect((500 * Self.mebibyte..<530 * Self.mebibyte).contains(memory))
    }

    @Test("of several programs the largest counts, of their processor time the sum")
    func several() async throws {
        let busy = "i=0; while [ $i -lt 100000 ]; do i=$((i + 1)); done"
        let first = try await usage(of: busy).processor
        #expect(first > 1000)
        let second = try await usage(of: busy).processor
        #expect(second >= first + first / 4)
        let all = try await usage(of: holding(500))
        #expect(all.programs == 3)
        #expect(all.processor > second)
        #expect(all.counted >= 500 * Self.mebibyte)
        #expect(try await usage(of: "true").counted == all.counted)
    }

    @Test("a descendant that a program waited for counts as the program does")
    func descendant() async throws {
        let usage = try await usage(of: "sh -c '\(holding(500))'; true")
        #expect(usage.programs == 1)
        #expect(usage.counted >= 500 * Self.mebibyte)
    }

    @Test("a program with too little to be told from this process says so")
    func tooLittle() async throws {
        let usage = try await usage(of: "true")
        #expect(usage.memory == nil)
        #expect(usage.unknownMemory?.contains("which this tool starts") == true)
    }

    @Test("a program that is killed for its time counts too")
    func killed() async throws {
        let usage = try await usage(of: "sleep 30", timeout: .milliseconds(50))
        #expect(usage.programs == 1)
    }

    @Test("a call that is cancelled has its program counted")
    func cancelled() async throws {
        let call = Task { await rig.call(.shell("echo $$ > started; sleep 30"), account: account) }
        while access("\(rig.workspace)/started", F_OK) != 0 { await Task.yield() }
        call.cancel()
        _ = await call.value
        #expect(account.total.programs == 1)
        #expect(account.total.lost == nil)
    }

    @Test("a child of which nobody knows leaves a reason in place of a sum")
    func unknown() async throws {
        _ = try await usage(of: "true")
        await account.add(getpid())
        let total = account.total
        #expect(total.programs == 2)
        #expect(total.processorTime == nil)
        #expect(total.memory == nil)
        #expect(total.lost == "the kernel does not say what program 2 of it took")
        #expect(total.unknownMemory == total.lost)
        #expect(try await usage(of: "true").lost == total.lost, "once lost, it stays so")
    }

    @Test("a child that ends late is waited for, and no thread of the pool with it")
    func late() async throws {
        var child: pid_t = 0
        let words = ["/bin/sh", "-c", "exec sleep 0.4"]
        var arguments = words.map { strdup($0) } + [nil]
        #expect(posix_spawn(&child, "/bin/sh", nil, nil, &arguments, nil) == 0)
        defer {
            for word in arguments { free(word) }
            waitpid(child, nil, 0)
        }
        // As many as the pool could ever have threads, and one after them.
        await withTaskGroup(of: Void.self) { [account, child] group in
            for _ in 0..<64 { group.addTask { await account.add(child) } }
        }
        #expect(account.total.lost == nil)
        #expect(account.total.programs == 64)
    }

    @Test("a run's trace has it where it is measured, and only there")
    func trace() async throws {
        for measures in [true, false] {
            let folder = try TemporaryFolder()
            var surroundings = LiveEnvironment(
                clock: ContinuousClock(),
                wall: { .zero },
                workspaces: folder.path,
                environment: ["PATH": "/usr/bin:/bin"],
                secrets: SecretFilter([]),
                timeScale: 1
            )
            surroundings.measuresPrograms = measures
            let world = LiveWorld(faults: [], surroundings: surroundings)
            let plan = try RunPlan.of([.init("a")])
            let trace = await world.run(plan, agents: ["a": .shell("echo done")])
            #expect(trace.status == .succeeded)
            #expect(trace.programs?.programs == (measures ? 1 : nil))
        }
    }
}
#endif
