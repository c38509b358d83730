import Faults
import Testing
import Workflows

@Suite("Bursts of faults")
struct BurstTests {
    private func injector(
        size: Int,
        gap: Duration,
        _ change: (inout FaultSelector) -> Void = { _ in }
    ) -> FaultRig<DrawnFaults> {
        let selector = FaultSelector.make { selector in
            selector.burst = .init(size: size, gap: gap)
            change(&selector)
        }
        return FaultRig([.hang("f", selector)])
    }

    private func sites(_ milliseconds: [Int], run: String = "main") -> [Visit] {
        milliseconds.map { .make(run: run, at: .milliseconds($0)) }
    }

    @Test("so many visits fire, then none for the gap, then as many again")
    func pattern() throws {
        var injector = injector(size: 3, gap: .milliseconds(500))
        let fired = try injector.firings(
            on: sites([0, 10, 20, 30, 519, 520, 530, 540, 550, 1040])
        )
        #expect(fired == [true, true, true, false, false, true, true, true, false, true])
    }

    @Test("the gap is over at exactly its length after the burst's last firing")
    func gapEnd() throws {
        var injector = injector(size: 1, gap: .milliseconds(500))
        #expect(try injector.firings(on: sites([100, 599, 600])) == [true, false, true])
    }

    @Test("a burst that is not complete waits for its next visit, however late")
    func incomplete() throws {
        var injector = injector(size: 2, gap: .milliseconds(500))
        #expect(try injector.firings(on: sites([0, 10_000, 10_001])) == [true, true, false])
    }

    @Test("a gap does not reach into another run or repetition")
    func acrossRuns() throws {
        var injector = injector(size: 1, gap: .seconds(60))
        #expect(try injector.firings(on: sites([0, 10])) == [true, false])
        #expect(try injector.firings(on: sites([5, 20], run: "next")) == [true, false])
        let repeated = [Visit.make(run: "next", repetition: 2, at: .milliseconds(6))]
        #expect(try injector.firings(on: repeated) == [true])
    }

    @Test("times bounds all bursts together")
    func times() throws {
        var injector = injector(size: 2, gap: .zero) { $0.times = 3 }
        #expect(try injector.firings(on: sites([0, 1, 2, 3])) == [true, true, true, false])
    }

    @Test("visits that another selector leaves out are not part of a burst")
    func everySecond() throws {
        var injector = injector(size: 2, gap: .milliseconds(100)) { $0.every = 2 }
        let fired = try injector.firings(on: sites([0, 1, 2, 3, 4, 5, 200, 201]))
        #expect(fired == [false, true, false, true, false, false, false, true])
    }
}
