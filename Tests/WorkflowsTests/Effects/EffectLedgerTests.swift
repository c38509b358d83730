import Testing
import Workflows

@Suite("The ledger of effects")
struct EffectLedgerTests {
    private static let key = "run/pay"

    private func charge(
        attempt: Int = 1,
        key: String? = key,
        discards: Int = 0,
        place: Int = 0,
        idempotent: Bool = true
    ) -> EffectAct {
        EffectAct(
            AgentEffect("charge", isIdempotent: idempotent),
            by: .init(phase: "pay", discards: discards, attempt: attempt),
            key: key,
            place: place
        )
    }

    private func refund(attempt: Int = 1, key: String? = "run/pay/undo", idempotent: Bool = true)
        -> EffectAct
    {
        EffectAct(
            AgentEffect("charge", isIdempotent: idempotent),
            by: .init(phase: "pay", attempt: attempt, isUndoing: true),
            key: key,
            isUndo: true
        )
    }

    private func counts(_ acts: [EffectAct]) -> [[Int]] {
        EffectLedger(acts).entries().map { [$0.applied, $0.repeated, $0.undone, $0.balance] }
    }

    @Test("what is asked for again under a known key is noted, and not done")
    func repeated() {
        #expect(counts([charge(), charge(attempt: 2), charge(attempt: 3)]) == [[1, 2, 0, 1]])
    }

    @Test("who doesn't know keys does it again")
    func again() {
        let acts = [charge(idempotent: false), charge(attempt: 2, idempotent: false)]
        #expect(counts(acts) == [[2, 0, 0, 2]])
    }

    @Test("without a key it always counts")
    func keyless() {
        #expect(counts([charge(key: nil), charge(attempt: 2, key: nil)]) == [[2, 0, 0, 2]])
    }

    @Test("key, name and place tell entries apart")
    func identity() {
        let mail = EffectAct(AgentEffect("mail"), by: charge().origin, key: Self.key)
        let acts = [charge(), charge(place: 1), charge(key: "run/pay/remade/1"), mail]
        #expect(counts(acts) == Array(repeating: [1, 0, 0, 1], count: 4))
        #expect(EffectLedger(acts).entries().balances == ["charge": 3, "mail": 1])
    }

    @Test(
        "an undoing takes back all that is open of the phase, and nothing of another phase or name"
    )
    func undone() {
        let other = EffectAct(
            AgentEffect("charge"),
            by: .init(phase: "tip", attempt: 1),
            key: "run/tip"
        )
        let mail = EffectAct(AgentEffect("mail"), by: charge().origin, key: Self.key)
        let acts = [
            charge(idempotent: false), charge(attempt: 2, idempotent: false), other, mail, refund(),
        ]
        #expect(counts(acts) == [[2, 0, 2, 0], [1, 0, 0, 1], [1, 0, 0, 1]])
    }

    @Test("an undoing that is repeated under its key takes nothing more back")
    func undoneOnce() {
        #expect(counts([charge(), refund(), refund(attempt: 2)]) == [[1, 0, 1, 0]])
    }

    @Test(
        "who can't tell that it is repeated takes the same back once more, below zero",
        arguments: [("run/pay/undo", false), (nil, true)] as [(String?, Bool)]
    )
    func overdrawn(key: String?, idempotent: Bool) throws {
        let undo = refund(key: key, idempotent: idempotent)
        let again = refund(attempt: 2, key: key, idempotent: idempotent)
        let entries = EffectLedger([charge(), undo, again]).entries()
        #expect(entries.map(\.balance) == [-1])
        #expect(entries.breach()?.message == "charge of pay was undone 2 times, and applied once")
    }

    @Test("an undoing of what was never done takes nothing back")
    func nothingToUndo() {
        #expect(counts([refund(), charge()]) == [[1, 0, 0, 1]])
    }

    @Test("what work did that was discarded or failed is left over, unless it was taken back")
    func leftOver() {
        let ledger = EffectLedger([charge(), charge(key: "run/pay/remade/1", discards: 1)])
        let counting = EffectStanding(discards: ["pay": 1], counting: ["pay"], isOpen: false)
        #expect(ledger.entries(counting).map(\.leftOver) == [1, 0])
        let failed = EffectStanding(discards: ["pay": 1], counting: [], isOpen: false)
        #expect(ledger.entries(failed).map(\.leftOver) == [1, 1])
        let open = EffectStanding(discards: ["pay": 1], counting: [], isOpen: true)
        #expect(ledger.entries(open).map(\.leftOver) == [1, 0])
        let back = EffectLedger([charge(), refund()])
        #expect(back.entries(failed).map(\.leftOver) == [0])
    }

    @Test("the same effect of the same work under another key is done twice")
    func changedKey() {
        let entries = EffectLedger([charge(), charge(attempt: 2, key: "other")]).entries()
        #expect(entries.map(\.applied) == [1, 1])
        #expect(entries.breach()?.message == "charge of pay was applied 2 times")
        #expect(entries.breach(of: ["ship"]) == nil)
    }

    @Test("two effects without a key in one attempt are two effects")
    func severalWithoutKey() {
        let both = [charge(key: nil), charge(key: nil, place: 1)]
        #expect(EffectLedger(both).entries().breach() == nil)
        let again = both + [charge(attempt: 2, key: nil)]
        #expect(EffectLedger(again).entries().breach() != nil)
    }

    @Test("what is left over breaks nothing")
    func leftOverIsNoBreach() {
        let acts = [charge(idempotent: false), charge(attempt: 2, idempotent: false)]
        let failed = EffectStanding(discards: [:], counting: [], isOpen: false)
        #expect(EffectLedger(acts).entries(failed).breach() == nil)
        #expect(EffectLedger(acts).entries().breach() != nil)
    }

    @Test("two ledgers differ by the first name whose balance does")
    func difference() {
        let once = EffectLedger([charge()]).entries()
        let twice = EffectLedger([charge(), charge(key: "other")]).entries()
        #expect(twice.difference(from: once) == "charge is applied 2 times, without it once")
        #expect(once.difference(from: []) == "charge is applied once, without it 0 times")
        #expect(once.difference(from: once) == nil)
        let repeated = EffectLedger([charge(), charge(attempt: 2)]).entries()
        #expect(repeated.difference(from: once) == nil)
    }
}
