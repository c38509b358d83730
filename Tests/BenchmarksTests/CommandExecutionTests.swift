import Foundation
import TestSupport
import Testing
import Runtime

@testable import Benchmarks

@Suite("Executing a command that is measured", .serialized, .timeLimit(.minutes(2)))
struct CommandExecutionTests {
    private static let environment = ["PATH": "/usr/bin:/bin"]

    private func execute(_ line: String) async throws -> CommandUsage {
        try await CommandExecution(
            ShellCommand(line),
            environment: Self.environment,
            clock: ContinuousClock()
        ).run()
    }

    @Test(
        "its end is the shell's",
        arguments: [
            ("true", CommandUsage.Ending.exited(0)), ("exit 3", .exited(3)),
            ("false; exit 0", .exited(0)), ("no-such-program", .exited(127)),
            ("kill -KILL $$", .signalled(9)), ("kill -INT $$; exit 0", .signalled(2)),
            ("sh -c 'kill -TERM $$'", .exited(143)), ("if", .exited(2)),
        ]
    )
    func ending(line: String, expected: CommandUsage.Ending) async throws {
        #expect(try await execute(line).ending == expected)
    }

    @Test("it sees an empty input, no arguments, no open file and no variable of ours")
    func surroundings() async throws {
        let line = """
            test $# = 0 && ! read -r x && test "$FOO" = "" && ! (: <&3) 2>/dev/null \
            && test "$(env | grep -c moonlight)" = 0
            """
        #expect(try await execute(line).ending == .exited(0))
    }

    @Test("the time of its descendants is counted, where they were waited for")
    func processor() async throws {
        let loop = "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done"
        let busy = try await execute("sh -c '\(loop)'")
        let idle = try await execute("sleep 0.2")
        #expect(busy.processor > 4 * idle.processor)
        #expect(busy.processor <= busy.duration + 20_000)
        #expect(idle.duration >= 200_000)
    }

    @Test("its memory is its own, however much the measuring process has")
    func memory() async throws {
        let size = 160 << 20
        let held = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 4096)
        held.initializeMemory(as: UInt8.self, repeating: 1, count: size)
        let small = try await execute("/bin/true")
        let large = try await execute("dd if=/dev/zero of=/dev/null bs=64M count=1")
        #expect(held.load(fromByteOffset: size - 1, as: UInt8.self) == 1)
        held.deallocate()
        #expect(small.memory < 10 << 20)
        #expect((64 << 20..<70 << 20).contains(large.memory))
    }

    @Test("its own start is in no measurement: an empty command takes less than a program")
    func start() async throws {
        var empty: [Int] = []
        var program: [Int] = []
        for _ in 0..<15 {
            empty.append(try await execute(":").processor)
            program.append(try await execute("/bin/sh -c :").processor)
        }
        #expect(empty.sorted()[7] < program.sorted()[7])
    }

    @Test(
        "where the task is cancelled its whole group ends, even one that ignores SIGTERM",
        arguments: ["", "trap '' TERM; "]
    )
    func cancelled(prefix: String) async throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/pids"
        let line = "\(prefix)sleep 300 & echo $$ $! > \(file).new; mv \(file).new \(file); wait"
        let task = Task { try await execute(line) }
        let pids = try await Self.numbers(in: file)
        #expect(pids.count == 2)
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        for pid in pids { #expect(try await Machine.isGone(pid)) }
    }

    /// The numbers that a command writes into a file, once they are there.
    private static func numbers(in file: String) async throws -> [Int32] {
        while true {
            let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
            let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Int32($0) }
            if !numbers.isEmpty { return numbers }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// How a command is executed.
    enum Way: String, CaseIterable {
        case measured, hook, cleanup
    }

    @Test(
        "once nobody waits any more it ends at once, whatever time it has",
        arguments: Way.allCases
    )
    func urgent(way: Way) async throws {
        let file = try TemporaryFolder()
        let line = "trap '' TERM; echo $$ > \(file.path)/pid; while :; do sleep 0.05; done"
        let urgency = Urgency()
        let clock = ContinuousClock()
        let grace = Duration.seconds(1_000_000)
        let task = Task {
            let (command, hook) = (
                CommandExecution(
                    ShellCommand(line),
                    environment: Self.environment,
                    clock: clock,
                    grace: grace,
                    until: urgency
                ),
                CommandHook(
                    "--setup",
                    line,
                    Self.environment,
                    clock: clock,
                    grace: grace,
                    until: urgency
                )
            )
            switch way {
            case .measured: _ = try await command.run()
            case .hook: try await hook.run()
            case .cleanup: try await hook.runInAnyCase()
            }
        }
        let pids = try await Self.numbers(in: "\(file.path)/pid")
        task.cancel()
        #expect(pids.allSatisfy(Machine.isAlive))
        urgency.demand()
        await #expect(throws: CancellationError.self) { try await task.value }
        for pid in pids { #expect(try await Machine.isGone(pid)) }
    }

    @Test("a task that was cancelled before executes nothing")
    func cancelledBefore() async throws {
        let folder = try TemporaryFolder()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await execute("touch \(folder.path)/there")
        }
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/there"))
    }

    @Test("many at a time each get their own end and memory")
    func concurrent() async throws {
        let endings = try await withThrowingTaskGroup(of: (Int, CommandUsage).self) { group in
            for number in 0..<16 {
                group.addTask { (number, try await execute("exit \(number)")) }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1.ending }
        }
        #expect(
            endings == Dictionary(uniqueKeysWithValues: (0..<16).map { ($0, .exited(Int32($0))) })
        )
    }
}
