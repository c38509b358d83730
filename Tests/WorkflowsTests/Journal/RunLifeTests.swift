import Testing

@testable import Workflows

@Suite("The lives of a run, as its journal has them")
struct RunLifeTests {
    private static let resumed = JournalRecord.event(
        Event(
            sequence: 1,
            time: .zero,
            run: .init(name: "one"),
            kind: .runResumed(workflow: "w", seed: 0, restored: 0, cutBytes: 0)
        )
    )

    @Test(
        "a life counts once, whether it was announced, began, or did both",
        arguments: [
            ([], 0), ([resumed], 1), ([.lives(1)], 1), ([.lives(1), resumed], 1),
            ([.lives(1), .lives(2)], 2), ([.lives(1), .lives(2), resumed], 2),
            ([.lives(1), resumed, resumed], 2), ([resumed, .lives(2), .lives(3), resumed], 3),
        ] as [([JournalRecord], Int)]
    )
    func count(records: [JournalRecord], lives: Int) throws {
        #expect(RunRestoration(records).lives == lives)
        let entries = records.map { JournalCodec.entry([$0]) }
        #expect(RunRestoration(try JournalCodec.read(entries).records).lives == lives)
    }

    @Test("events that no basis has taken up belong to the lives that they happened in")
    func unvisited() {
        let left = RunRestoration([
            Self.resumed, .rests(ScenarioBasis(delivered: ["a": 1])), .lives(2), .lives(3),
            Self.resumed, Self.resumed,
        ]).unvisited
        #expect(left.events.count == 2)
        #expect(left.lives == [1, 3, 4])
    }
}
