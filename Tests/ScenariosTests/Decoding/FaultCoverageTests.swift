import Faults
import Foundation
import TestSupport
import Testing
import Workflows

@testable import Scenarios

/// Which shipped scenario shows what a type of fault does: at a failpoint, on a clock.
@Suite("The table of faults")
struct FaultCoverageTests {
    /// One cell of the table.
    struct Cell: Hashable, Comparable, CustomStringConvertible {
        let failpoint: Failpoint
        let type: String
        let isVirtual: Bool

        var description: String {
            "\(type) at \(failpoint.rawValue), \(isVirtual ? "virtual" : "live")"
        }

        static func < (left: Cell, right: Cell) -> Bool {
            (left.failpoint.place, left.type, left.isVirtual ? 0 : 1)
                < (right.failpoint.place, right.type, right.isVirtual ? 0 : 1)
        }
    }

    /// Every pair of a type and a failpoint, in each world where it acts.
    static var declared: [Cell] {
        FaultType.all.flatMap { type in
            type.places.flatMap { failpoint, worlds in
                [true, false].filter { isVirtual in
                    worlds == .both || worlds == (isVirtual ? .virtual : .live)
                }.map { Cell(failpoint: failpoint, type: type.name, isVirtual: $0) }
            }
        }.sorted()
    }

    /// The cells that scenarios exercise, each with the runs that say what comes of it.
    private static func exercised(by scenarios: [Scenario]) -> [Cell: [String]] {
        var found: [Cell: [String]] = [:]
        for scenario in scenarios {
            for fault in scenario.faults.map(\.fault) where fault.expectation != .any {
                let cell = Cell(
                    failpoint: fault.failpoint,
                    type: fault.injection.type.name,
                    isVirtual: scenario.isVirtual
                )
                let runs = scenario.runs.filter { run in
                    (fault.selector.run ?? run.name) == run.name && run.saysWhatHappens
                }
                found[cell, default: []] += runs.map { "\(scenario.file): \($0.name)" }
            }
        }
        return found
    }

    @Test("each cell has a scenario that expects an outcome, a status and attempts")
    func covered() async throws {
        let suite = try await Repository.loader.suite(at: [Repository.path(of: "Scenarios")])
        #expect(suite.mistakes.isEmpty)
        let found = Self.exercised(by: suite.scenarios)
        for cell in Self.declared {
            print("\(cell): \(found[cell]?.first ?? "-")")
            #expect(found[cell]?.isEmpty == false, "\(cell) is in no scenario")
        }
    }
}

extension ScenarioRun {
    /// Whether it says how it ends and how often agents were called.
    fileprivate var saysWhatHappens: Bool {
        expectations.contains { $0.condition.endings != nil }
            && expectations.contains { $0.condition is AttemptsExpectation }
    }
}
