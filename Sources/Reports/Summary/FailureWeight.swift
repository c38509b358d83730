internal import Invariants
internal import Suites

/// How bad a failure is; the first is the worst.
enum FailureWeight: Int, Comparable, CaseIterable {
    case doubleEffect, wrongOutput, lostWork, expectation, breakage, leak, report, flaky

    /// What a failure weighs.
    init(_ failure: ExpectationFailure) {
        self =
            switch failure.isAlways ? .wrongOutput : failure.invariant?.harm {
            case .doubleEffect: .doubleEffect
            case .wrongOutput: .wrongOutput
            case .lostWork: .lostWork
            case .leak: .leak
            case .report: .report
            case nil: .expectation
            }
    }

    /// Whether this one is worse.
    static func < (left: FailureWeight, right: FailureWeight) -> Bool {
        left.rawValue < right.rawValue
    }

    /// In words.
    var name: String {
        switch self {
        case .doubleEffect: "double effect"
        case .wrongOutput: "wrong output"
        case .lostWork: "lost work"
        case .expectation: "expectation"
        case .breakage: "broke off"
        case .leak: "leak"
        case .report: "wrong report"
        case .flaky: "flaky"
        }
    }
}
