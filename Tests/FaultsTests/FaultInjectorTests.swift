import Faults
import Testing
import Workflows

@Suite("Injecting faults")
struct FaultInjectorTests {
    private let calls = Array(repeating: CallSite.make(), count: 10_000)

    private func chancy(_ id: String, _ probability: Double) -> Fault {
        .hang(id, .make { $0.probability = probability })
    }

    @Test("without faults nothing fires")
    func none() {
        var injector = FaultInjector([])
        #expect(injector.isEmpty)
        #expect(injector.pass(.make(), seed: 1).isEmpty)
        #expect(injector.firings == [:])
    }

    @Test("a fault fires about as often as its probability says", arguments: [0.01, 0.1, 0.5, 0.9])
    func probability(_ probability: Double) {
        var injector = FaultInjector([chancy("f", probability)])
        let count = injector.firings(on: calls).filter { $0 }.count
        // Five standard deviations of a binomial of 10,000.
        let spread = 5 * (10_000 * probability * (1 - probability)).squareRoot()
        #expect((Double(count) - 10_000 * probability).magnitude < spread)
    }

    @Test("one seed fires on the same calls, another on others")
    func seeds() {
        func fired(_ seed: UInt64) -> [Bool] {
            var injector = FaultInjector([chancy("f", 0.3)])
            return injector.firings(on: calls, seed: seed)
        }
        #expect(fired(1) == fired(1))
        #expect(fired(1) != fired(2))
    }

    @Test("taking a fault away, or another order, does not shift another's draws")
    func independent() {
        let faults = [chancy("a", 0.3), chancy("b", 0.5), chancy("c", 0.7)]
        var all = FaultInjector(faults)
        let expected = calls.map { site in all.pass(site, seed: 1).map(\.id) }
        for kept in [["b"], ["c", "b"], ["c", "a"], ["c", "b", "a"]] {
            var some = FaultInjector(kept.compactMap { id in faults.first { $0.id == id } })
            let found = calls.map { site in Set(some.pass(site, seed: 1).map(\.id)) }
            #expect(found == expected.map { Set($0).intersection(kept) })
        }
    }

    @Test("two faults with one probability fire on calls of their own")
    func ids() {
        var injector = FaultInjector([chancy("a", 0.5), chancy("b", 0.5)])
        let together = calls.filter { injector.pass($0, seed: 1).count == 2 }.count
        #expect((2250...2750).contains(together))
    }

    @Test("the draws of an effect are each firing's own, and replay")
    func effectChance() {
        func draws() -> [Double] {
            var injector = FaultInjector([.hang("a"), .hang("b")])
            return calls.prefix(100).flatMap { site in
                injector.pass(site, seed: 1).map { $0.chance.uniform() }
            }
        }
        #expect(draws() == draws())
        #expect(Set(draws()).count == 200)
    }

    @Test("faults that fire on one call do so in the order of their declaration")
    func order() {
        var injector = FaultInjector([.hang("z"), .hang("a"), .hang("m")])
        #expect(injector.pass(.make(), seed: 1).map(\.id) == ["z", "a", "m"])
    }

    @Test("each fault has its own counts")
    func tallies() {
        var injector = FaultInjector([
            .hang("once", .make { $0.times = 1 }), .hang("never", .make { $0.nth = 100 }),
            .hang("elsewhere", .make { $0.phase = "x" }),
        ])
        for site in calls.prefix(5) { _ = injector.pass(site, seed: 1) }
        #expect(injector.firings == ["once": 1, "never": 0, "elsewhere": 0])
        #expect(injector.visits == ["once": 5, "never": 5, "elsewhere": 0])
    }
}
