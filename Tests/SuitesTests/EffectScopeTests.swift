import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Suites

@Suite("What keys of effects begin with")
struct EffectScopeTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func scopes(seed: UInt64 = 1) async throws -> [String] {
        let scenario = try folder.load(
            """
            name: effects
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            agents: {a: {simulated: {}}, b: {simulated: {}}}
            runs:
              - {name: first, kill: {after: a}}
              - {name: second, resume: first}
              - {name: other, repeat: 2}

            """
        )
        var session = ScenarioSession(scenario, seed: seed, in: VirtualSessionWorld(scenario))
        return try await session.executeAll().flatMap { $0 }.map(\.plan.idempotencyScope)
    }

    @Test("an execution has its own, across its resumes, and each repetition another")
    func executions() async throws {
        let scopes = try await scopes()
        #expect(scopes.count == 4)
        #expect(scopes[0] == scopes[1])
        #expect(Set(scopes).count == 3)
    }

    @Test("on a virtual clock it follows from the seed alone")
    func seeds() async throws {
        #expect(try await scopes() == scopes())
        #expect(try await Set(scopes()).isDisjoint(with: scopes(seed: 2)))
    }
}
