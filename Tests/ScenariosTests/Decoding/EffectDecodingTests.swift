import Agents
import TestSupport
import Testing
import Workflows

@testable import Scenarios

@Suite("What scenarios say of effects")
struct EffectDecodingTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func text(
        pay: String = "{simulated: {effects: [charge]}}",
        refund: String = "{simulated: {undoes: [charge]}}",
        compensate: String = "refund",
        expect: String = "{}"
    ) -> String {
        """
        name: x
        workflow: {phases: [{name: pay}, {name: ship, needs: [pay]}]}
        config:
          retry: {on_exhausted: rollback}
          rollback: {policy: compensate}
          phases: {pay: {compensate: \(compensate)}}
        agents:
          pay: \(pay)
          ship: {simulated: {}}
          other: {simulated: {}}
          refund: \(refund)
        runs: [{name: one, expect: \(expect)}]
        """
    }

    @Test("an effect is a name, or a name and whether it is idempotent; the order is kept")
    func effects() throws {
        let pay = "{simulated: {effects: [{name: charge, idempotent: false}, mail, {name: note}]}}"
        let agents = try #require(try folder.load(text(pay: pay)).runs.first?.agents)
        #expect(
            agents["pay"]?.agent.simulated?.effects == [
                AgentEffect("charge", isIdempotent: false), AgentEffect("mail"),
                AgentEffect("note"),
            ]
        )
        #expect(agents["refund"]?.agent.simulated?.undoes == [AgentEffect("charge")])
        #expect(agents["refund"]?.agent.simulated?.effects == [])
    }

    @Test(
        "what is no effect is refused with its place",
        arguments: [
            ("effects: []", "x.yaml:8"), ("effects: [{idempotent: true}]", "x.yaml:8"),
            ("effects: [{name: charge, idempotent: 1}]", "x.yaml:8"),
            ("effects: ['']", "x.yaml:8"), ("effects: charge", "x.yaml:8"),
            ("effects: [{name: a, key: b}]", "x.yaml:8"),
        ]
    )
    func refused(effects: String, place: String) throws {
        let complaints = try folder.complaints(about: text(pay: "{simulated: {\(effects)}}"))
        #expect(complaints.first?.hasPrefix(place) == true, "\(complaints)")
    }

    @Test("an agent that undoes something and is nobody's compensation would never be asked")
    func uselessUndoing() throws {
        let complaints = try folder.complaints(about: text(compensate: "other"))
        #expect(complaints.count == 1)
        #expect(complaints.first?.hasPrefix("x.yaml:11") == true)
        #expect(complaints.first?.contains("expected a phase whose compensate is refund") == true)
    }

    @Test("a number, a bound or a range can be expected of an effect that there is")
    func expected() throws {
        for bound in ["1", #""<= 2""#, "1..3", "0"] {
            #expect(
                try folder.complaints(about: text(expect: "{effects: {charge: \(bound)}}")) == []
            )
        }
        let unknown = try folder.complaints(about: text(expect: "{effects: {chrage: 0}}"))
        #expect(unknown.first?.contains("charge") == true)
        let wrong = try folder.complaints(about: text(expect: "{effects: {charge: often}}"))
        #expect(wrong.first?.contains(#"found "often""#) == true)
    }

    @Test("where a program is among the agents, any effect can be expected")
    func programs() throws {
        let pay = "{process: {command: [sh, -c, x]}}"
        #expect(try folder.complaints(about: text(pay: pay, expect: "{effects: {any: 1}}")) == [])
    }
}
