import MoonlightEngine
import Storage
import TestSupport
import Testing

@Suite("Resumption", .timeLimit(.minutes(1)))
struct ResumptionTests {
    let folder: TemporaryFolder
    let notes = Notes()

    init() throws { folder = try TemporaryFolder() }

    private var workflow: Workflow {
        let phases = ["a", "b", "c"].map { name in
            let needs = ["b": ["a"], "c": ["b"]][name] ?? []
            return Phase(name, needs: needs) { [notes] request in
                notes.add(request.idempotencyKey(0))
                let before = needs.compactMap { request.inputs[$0]?.text }.joined()
                return AgentAnswer(before + name, files: [.init(path: "\(name).txt", text: name)])
            }
        }
        return Workflow("letters", phases: phases)
    }

    /// A folder whose journal holds the first records of a finished run, as a crash would have left it.
    private func crashed(after records: Int) async throws -> TemporaryFolder {
        let whole = try Engine(state: folder.path)
        _ = try await whole.run(workflow, requirements: "r", id: "main")
        let journal = try JournalDatabase(folder: folder.path)
        let entries = try journal.entries(of: "main")
        #expect(entries.count == 3)
        let origin = try #require(try journal.run("main")).origin
        let crashed = try TemporaryFolder()
        try JournalDatabase(folder: crashed.path).appendAll(
            entries.prefix(records).enumerated().map { position, bytes in
                JournalAppend(
                    run: "main",
                    position: position,
                    bytes: bytes,
                    origin: position == 0 ? origin : nil
                )
            }
        )
        return crashed
    }

    @Test("after a crash keeps what was committed and executes the rest", arguments: 1...2)
    func afterCrash(records: Int) async throws {
        let crashed = try await crashed(after: records)
        let before = notes.all.count
        let engine = try Engine(state: crashed.path)
        #expect(try engine.summary(of: "main")?.status == .interrupted)
        let result = try await engine.resume("main", of: workflow, requirements: "r")
        #expect(result.status == .succeeded)
        #expect(result.restored == Set(["a", "b", "c"].prefix(records)))
        #expect(result.attempts.keys.sorted() == Array(["a", "b", "c"].dropFirst(records)))
        #expect(notes.all.count - before == 3 - records)
        #expect(result.outputs.mapValues(\.text) == ["a": "a", "b": "ab", "c": "abc"])
        #expect(result.outputs["a"]?.files == [.init(path: "a.txt", text: "a")])
        #expect(try engine.summary(of: "main")?.status == .succeeded)
    }

    @Test("a record that was torn is cut, and its phase executed again")
    func tornTail() async throws {
        let crashed = try await crashed(after: 1)
        let journal = try JournalDatabase(folder: crashed.path)
        try journal.appendAll([JournalAppend(run: "main", position: 1, bytes: [1, 2, 3])])
        let engine = try Engine(state: crashed.path)
        let result = try await engine.resume("main", of: workflow, requirements: "r")
        #expect(result.status == .succeeded)
        #expect(result.restored == ["a"])
        #expect(result.events.first?.details["cut_bytes"] == "3")
        let again = try await engine.resume("main", of: workflow, requirements: "r")
        #expect(again.restored == ["a", "b", "c"])
    }

    @Test("a record that is damaged before others refuses")
    func damage() async throws {
        let crashed = try await crashed(after: 2)
        let journal = try JournalDatabase(folder: crashed.path)
        var entries = try journal.entries(of: "main")
        entries[0][20] ^= 1
        try journal.cut("main", from: 0)
        try journal.appendAll(
            entries.enumerated().map { JournalAppend(run: "main", position: $0, bytes: $1) }
        )
        let engine = try Engine(state: crashed.path)
        let error = await #expect(throws: EngineError.self) {
            try await engine.resume("main", of: workflow, requirements: "r")
        }
        guard case .damaged(run: "main", _)? = error else {
            Issue.record("expected damage, found \(String(describing: error))")
            return
        }
    }

    @Test("of a run that is over gives its result and executes nothing")
    func over() async throws {
        let engine = try Engine(state: folder.path)
        _ = try await engine.run(workflow, requirements: "r", id: "main")
        let entries = try JournalDatabase(folder: folder.path).entries(of: "main")
        let again = try await engine.resume("main", of: workflow, requirements: "r")
        #expect(again.status == .succeeded)
        #expect(again.text("c") == "abc")
        #expect(again.restored == ["a", "b", "c"])
        #expect(again.attempts.isEmpty)
        #expect(notes.all.count == 3)
        #expect(try JournalDatabase(folder: folder.path).entries(of: "main") == entries)
    }

    @Test("keeps idempotency keys, over attempts and executions, and attempt numbers continue")
    func keys() async throws {
        let engine = try Engine(state: folder.path)
        let settings = PhaseSettings { $0.retry = .attempts(2) }
        let workflow = Workflow.of(
            Phase("a", settings: settings) { [notes] request in
                notes.add(
                    "\(request.attempt): \(request.idempotencyKey(0)) \(request.idempotencyKey(1))"
                )
                guard request.attempt > 3 else { throw Mishap(description: "x") }
                return "done"
            }
        )
        let failed = try await engine.run(workflow, requirements: "", id: "r")
        #expect(failed.status == .failed)
        let resumed = try await Engine(state: folder.path).resume(
            "r",
            of: workflow,
            requirements: ""
        )
        #expect(resumed.status == .succeeded)
        #expect(
            notes.all == [
                "1: r/a/0 r/a/1", "2: r/a/0 r/a/1", "3: r/a/0 r/a/1", "4: r/a/0 r/a/1",
            ]
        )
    }

    @Test("does not run the hooks of restored phases again")
    func hooks() async throws {
        let crashed = try await crashed(after: 1)
        let phases = workflow.phases.map { phase in
            var phase = phase
            phase.settings.hooks.before = { [notes] in notes.add("before \($0.phase)") }
            phase.settings.hooks.after = { [notes] in notes.add("after \($0.phase)") }
            return phase
        }
        _ = try await Engine(state: crashed.path).resume(
            "main",
            of: Workflow("letters", phases: phases),
            requirements: "r"
        )
        #expect(
            notes.all.filter { $0.contains(" ") } == [
                "before b", "after b", "before c", "after c",
            ]
        )
    }

    @Test("works in memory, too")
    func inMemory() async throws {
        let engine = Engine()
        let notes = notes
        let workflow = Workflow.of(
            Phase("a") { _ in
                notes.add("a")
                return "A"
            },
            Phase("b", needs: ["a"], settings: PhaseSettings { $0.retry = .attempts(1) }) { _ in
                guard notes.add("b") > 1 else { throw Mishap(description: "x") }
                return "B"
            }
        )
        #expect(try await engine.run(workflow, requirements: "", id: "r").status == .failed)
        let resumed = try await engine.resume("r", of: workflow, requirements: "")
        #expect(resumed.status == .succeeded)
        #expect(resumed.restored == ["a"])
        #expect(notes.all == ["a", "b", "b"])
        #expect(try engine.runs().map(\.status) == [.succeeded])
    }
}
