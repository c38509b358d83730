import MoonlightEngine
import MoonlightTestKit
import Storage
import TestSupport
import Testing

@Suite("Lives of an engine's runs", .timeLimit(.minutes(1)))
struct LifeTests {
    private let workflow = Workflow.of(
        Phase("a") { _ in "A" },
        Phase("b", needs: ["a"]) { _ in "B" }
    )

    /// The process dies again and again before anything of a life is recorded.
    private func faults(_ deaths: Int) -> [Fault] {
        Array(repeating: .crash(beforeCommitOf: "b"), count: deaths)
            + [.answer("b", "another").drawn(0.5)]
    }

    /// How often the drawn fault acted in each life, until the run succeeds.
    private func draws(_ engine: Engine, lives: Int) async throws -> [Int] {
        var draws: [Int] = []
        for _ in 0..<lives {
            let result = try await engine.runOrResume(workflow, requirements: "", id: "r")
            draws.append(result.events(.faultInjected).count { $0.fault == "answer b" })
            if result.status == .succeeded { break }
        }
        return draws
    }

    @Test(
        "a resume that recorded nothing was a life: the next one meets other draws",
        arguments: ["memory", "folder", "virtual"]
    )
    func draws(kind: String) async throws {
        let folder = try TemporaryFolder()
        let faults = faults(12)
        let engine =
            switch kind {
            case "memory": Engine(faults: faults)
            case "folder": try Engine(state: folder.path, faults: faults)
            default: Engine.virtual(faults: faults)
            }
        let draws = try await draws(engine, lives: 14)
        #expect(draws.count == 13, "twelve deaths, and the life in which it succeeds")
        #expect(Set(draws.dropFirst()) == [0, 1])
        #expect(try engine.summary(of: "r")?.status == .succeeded)
    }

    @Test("another engine on the same folder goes on counting lives, and the journal stays whole")
    func engines() async throws {
        let folder = try TemporaryFolder()
        var draws: [Int] = []
        for _ in 0..<10 {
            let engine = try Engine(state: folder.path, seed: 5, faults: faults(1))
            draws += try await self.draws(engine, lives: 1)
        }
        #expect(Set(draws.dropFirst()) == [0, 1])
        let last = try await Engine(state: folder.path)
            .resume("r", of: workflow, requirements: "")
        #expect(last.status == .succeeded)
        #expect(last.restored == ["a"])
        #expect(last.text("b") == "B")
    }

    @Test("without faults a resume adds no record of its own")
    func plain() async throws {
        var counts: [Int] = []
        for faults in [[], [Fault.answer("nobody", "x")]] {
            let folder = try TemporaryFolder()
            let dying = try Engine(state: folder.path, faults: [.crash(after: "a")])
            _ = try await dying.run(workflow, requirements: "", id: "r")
            _ = try await Engine(state: folder.path, faults: faults)
                .resume("r", of: workflow, requirements: "")
            counts.append(try JournalDatabase(folder: folder.path).entries(of: "r").count)
        }
        #expect(counts[1] == counts[0] + 1)
    }
}
