import Foundation
import MoonlightEngine
import Storage
import TestSupport
import Testing

@Suite("Refusals", .timeLimit(.minutes(1)))
struct RefusalTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func workflow(
        _ name: String = "test",
        phase: String = "a",
        _ change: (inout PhaseSettings) -> Void = { _ in }
    ) -> Workflow {
        var settings = PhaseSettings { $0.retry = .attempts(1) }
        change(&settings)
        return Workflow(
            name,
            phases: [
                Phase(phase, settings: settings) { _ in "A" },
                Phase("b", needs: [phase], settings: PhaseSettings { $0.retry = .attempts(1) }) {
                    _ in
                    throw Mishap(description: "x")
                },
            ]
        )
    }

    @Test(
        "a committed phase that was made by something else refuses, and says which and why",
        arguments: [
            ("version", "agent version"), ("model", "model"), ("prompt", "prompt"),
            ("sampling", "sampling"), ("validators", "validators"), ("epoch", "epoch"),
            ("requirements", "requirements"), ("workflow", "workflow"), ("phase", "not a phase"),
        ]
    )
    func mismatch(change: String, reason: String) async throws {
        let engine = try Engine(state: folder.path)
        _ = try await engine.run(workflow(), requirements: "r", id: "main")
        let other = workflow(
            change == "workflow" ? "other" : "test",
            phase: change == "phase" ? "other" : "a"
        ) { settings in
            switch change {
            case "version": settings.identity.version = "2"
            case "model": settings.identity.model = "m"
            case "prompt": settings.identity.prompt = "p"
            case "sampling": settings.identity.sampling = "s"
            case "validators": settings.validators = [.contains("A")]
            case "epoch": settings.cache.epoch = 1
            default: break
            }
        }
        let error = await #expect(throws: EngineError.self) {
            try await engine.resume(
                "main",
                of: other,
                requirements: change == "requirements" ? "other" : "r"
            )
        }
        guard case .mismatch(run: "main", phase: "a", let found)? = error else {
            Issue.record("expected a mismatch of a, found \(String(describing: error))")
            return
        }
        #expect(found.contains(reason))
    }

    @Test("what was not committed may change")
    func uncommitted() async throws {
        let engine = try Engine(state: folder.path)
        _ = try await engine.run(workflow(), requirements: "r", id: "main")
        let mended = Workflow(
            "test",
            phases: [
                Phase("a") { _ in "A" },
                Phase("b", needs: ["a"], settings: PhaseSettings { $0.identity.version = "2" }) {
                    _ in "B"
                },
                Phase("c", needs: ["b"]) { _ in "C" },
            ]
        )
        let result = try await engine.resume("main", of: mended, requirements: "r")
        #expect(result.status == .succeeded)
        #expect(result.restored == ["a"])
    }

    @Test("a run in progress is refused, to the same engine and to another of the same folder")
    func underWay() async throws {
        let engine = try Engine(state: folder.path)
        let other = try Engine(state: folder.path)
        let reached = Gate()
        let goesOn = Gate()
        let slow = Workflow.of(
            Phase("a") { _ in "A" },
            Phase("b", needs: ["a"]) { _ in
                reached.open()
                await goesOn.wait()
                return "B"
            }
        )
        let task = Task { try await engine.run(slow, requirements: "", id: "r") }
        await reached.wait()
        for second in [engine, other] {
            await #expect(throws: EngineError.underWay("r")) {
                try await second.resume("r", of: slow, requirements: "")
            }
            await #expect(throws: EngineError.underWay("r")) {
                try await second.run(slow, requirements: "", id: "r")
            }
        }
        goesOn.open()
        #expect(try await task.value.status == .succeeded)
        #expect(try await other.resume("r", of: slow, requirements: "").status == .succeeded)
    }

    @Test("a run in progress in memory is refused, and not trimmed")
    func underWayInMemory() async throws {
        let engine = Engine()
        let reached = Gate()
        let goesOn = Gate()
        let failures = Notes()
        let slow = Workflow.of(
            Phase("a") { _ in "A" },
            Phase("b", needs: ["a"], settings: PhaseSettings { $0.retry = .attempts(1) }) { _ in
                guard failures.add("b") > 1 else { throw Mishap(description: "x") }
                reached.open()
                await goesOn.wait()
                return "B"
            }
        )
        _ = try await engine.run(slow, requirements: "", id: "r")
        let task = Task { try await engine.resume("r", of: slow, requirements: "") }
        await reached.wait()
        await #expect(throws: EngineError.underWay("r")) {
            try await engine.resume("r", of: slow, requirements: "")
        }
        #expect(try engine.trim(to: 0) == 0)
        goesOn.open()
        #expect(try await task.value.status == .succeeded)
        #expect(try engine.trim(to: 0) == 1)
    }

    @Test("a lock that another process holds is refused, and free again when it is released")
    func locked() async throws {
        let engine = try Engine(state: folder.path)
        let workflow = Workflow.of(Phase("a") { _ in "A" })
        let lock = try RunLock(run: "r", in: folder.path)
        await #expect(throws: EngineError.underWay("r")) {
            try await engine.run(workflow, requirements: "", id: "r")
        }
        lock.release()
        #expect(try await engine.run(workflow, requirements: "", id: "r").status == .succeeded)
    }

    @Test("known ids are not run again, unknown ones not resumed, odd ones neither")
    func ids() async throws {
        let engine = try Engine(state: folder.path)
        let workflow = Workflow.of(Phase("a") { _ in "A" })
        _ = try await engine.run(workflow, requirements: "", id: "known")
        await #expect(throws: EngineError.knownRun("known")) {
            try await engine.run(workflow, requirements: "", id: "known")
        }
        // The beginning of an id, or a run's name, is not an id.
        for id in ["know", "other"] {
            await #expect(throws: EngineError.unknownRun(id)) {
                try await engine.resume(id, of: workflow, requirements: "")
            }
            #expect(try engine.summary(of: id) == nil)
        }
        for id in ["", "a/b", "a\nb", String(repeating: "x", count: 201)] {
            await #expect(throws: EngineError.invalidID(id)) {
                try await engine.run(workflow, requirements: "", id: id)
            }
        }
    }

    @Test("a path that only a shell understands is refused, and a URL that is no folder's")
    func places() throws {
        for path in ["~", "~/state", "~somebody/state"] {
            let error = #expect(throws: EngineError.self) { try Engine(state: path) }
            #expect(error.map { "\($0)".hasPrefix("\(path): expected a path that begins") } == true)
            #expect(!FileManager.default.fileExists(atPath: path))
        }
        let page = try #require(URL(string: "https://example.com/state"))
        #expect(
            throws: EngineError.storage(
                path: "https://example.com/state",
                reason: "expected the URL of a folder"
            )
        ) { try Engine(state: page) }
        let url = URL(fileURLWithPath: folder.path).appendingPathComponent("a b")
        _ = try Engine(state: url)
        #expect(FileManager.default.fileExists(atPath: "\(folder.path)/a b"))
    }

    @Test("a path that is not a folder is named with what is wrong with it")
    func folder() async throws {
        let file = "\(folder.path)/file"
        try Data().write(to: URL(fileURLWithPath: file))
        let error = #expect(throws: EngineError.self) { try Engine(state: file) }
        guard case .storage(let path, _)? = error else {
            Issue.record("expected a storage error, found \(String(describing: error))")
            return
        }
        #expect(path.hasPrefix(file))
    }
}
