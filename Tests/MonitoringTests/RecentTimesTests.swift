import TestSupport
import Testing
import Workflows

@testable import Monitoring

@Suite("The latest times of a series")
struct RecentTimesTests {
    @Test("they are the last 64, by size, whatever came before", arguments: 1...3)
    func window(seed: UInt64) {
        var drawn = LognormalTimes(seed: seed)
        var times = RecentTimes()
        var all: [Duration] = []
        for _ in 0..<300 {
            // Every third time is one that came already.
            let next = all.count % 3 == 2 ? all[all.count / 2] : drawn.next()
            all.append(next)
            times.add(next)
            #expect(times.sorted == all.suffix(64).map { Double($0.microseconds) }.sorted())
        }
        #expect(times.count == 64)
    }

    @Test("a time of nothing is taken for a microsecond")
    func nothing() {
        #expect(RecentTimes([.zero, .microseconds(3)]).sorted == [1, 3])
    }
}
