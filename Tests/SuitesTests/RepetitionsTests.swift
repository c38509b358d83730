import Scenarios
import Testing
import Workflows

@testable import Suites

@Suite("What is kept of repetitions")
struct RepetitionsTests {
    private static func result(
        _ number: Int,
        attempts: Int = 1,
        milliseconds: Int = 5,
        failures: [ExpectationFailure] = []
    ) -> RepetitionResult {
        let run = Event.Run(name: "one", repetition: number)
        var kinds: [Event.Kind] = (1...attempts).map {
            .attemptStarted("a", attempt: $0, truncatedBytes: 0)
        }
        kinds += [
            .phaseCommitted("a", digest: Digest(of: "x")),
            .runEnded(status: .succeeded, error: nil),
        ]
        let events = kinds.enumerated().map { index, kind in
            Event(sequence: index + 1, time: .milliseconds(milliseconds), run: run, kind: kind)
        }
        return RepetitionResult(
            id: run.id,
            record: RunRecord(run: run, events: events),
            storedID: number.isMultiple(of: 7) ? "id\(number)" : nil,
            status: .succeeded,
            transcripts: [],
            failures: failures
        )
    }

    private static func failure(_ number: Int) -> ExpectationFailure {
        ExpectationFailure(
            expected: "x",
            found: "y",
            location: "a.yaml:1",
            run: "one#\(number)",
            seed: 1
        )
    }

    @Test("each comes back as it went in, though all that are alike share one value")
    func compact() {
        var kept = Repetitions(expecting: 20_000)
        for number in 1...20_000 {
            kept.append(Self.result(number, attempts: 1 + number % 3, milliseconds: number))
        }
        #expect(kept.count == 20_000)
        #expect(kept.total == 20_000)
        #expect(kept.patternCount == 3)
        for number in [1, 2, 7, 14, 9_999, 20_000] {
            let plain = Self.result(number, attempts: 1 + number % 3, milliseconds: number)
            let result = kept[number - 1]
            #expect(result.record == plain.record)
            #expect(result.id == plain.id)
            #expect(result.storedID == plain.storedID)
        }
        #expect(kept.duration == .milliseconds(20_000 * 20_001 / 2))
    }

    @Test("one that failed is kept whole and takes nothing from the others")
    func failed() {
        var kept = Repetitions(expecting: 3)
        kept.append(Self.result(1))
        kept.append(Self.result(2, failures: [Self.failure(2)]))
        kept.append(Self.result(3))
        #expect(kept.flatMap(\.failures) == [Self.failure(2)])
        #expect(kept.failed == 1)
        #expect(kept.map(\.id) == ["one#1", "one#2", "one#3"])
    }

    @Test("of very many the first, some that failed and the last are kept, and all are counted")
    func bounded() {
        let count = Repetitions.wholeLimit + 1
        var kept = Repetitions(expecting: count)
        for number in 1...count {
            let hasFailed = number > 50_000 && number.isMultiple(of: 10)
            kept.append(Self.result(number, failures: hasFailed ? [Self.failure(number)] : []))
        }
        kept.finish()
        #expect(kept.total == count)
        #expect(kept.count == 2 * Repetitions.partLimit + 1)
        #expect(kept.last?.id == "one#\(count)")
        #expect(kept[Repetitions.partLimit].id == "one#50010")
        #expect(kept.failed == 5_000)
        #expect(kept.failuresLeftOut == 4_000)
        #expect(kept.leftOut == count - 2 * Repetitions.partLimit - 1)
    }

    @Test("what concerns each is added to each")
    func addedToEach() {
        var kept = Repetitions([Self.result(1), Self.result(2)])
        kept.addToEach(1) { $0.failures.append(Self.failure($0.record.run.repetition)) }
        #expect(kept.map(\.failures) == [[Self.failure(1)], [Self.failure(2)]])
        #expect(kept.failed == 2)
        #expect(kept.failuresLeftOut == 0)
    }
}
