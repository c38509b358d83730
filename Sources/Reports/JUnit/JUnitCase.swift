internal import Suites
internal import Scenarios

/// One test case of a JUnit file.
struct JUnitCase {
    /// How a case ended; a case has one result, whatever happened in it.
    enum Outcome: Equatable {
        case passed
        /// Expectations did not hold.
        case failed([ExpectationFailure])
        /// Something broke that is not an expectation, or cancelled the run.
        case broken(message: String, text: String, wasCancelled: Bool)
        /// It was not decided, for this reason.
        case skipped(String)
    }

    /// What did not hold on an earlier try.
    struct FailedTry: Equatable {
        /// The number of the try, from 1.
        let number: Int
        let failures: [ExpectationFailure]
    }

    /// Unique in its suite, and the same from one suite to the next.
    let name: String
    /// Where it is declared.
    let place: SourcePlace
    /// The real time that it took.
    let time: Duration
    let outcome: Outcome
    /// The failed tries of a case that passed in the end.
    var flakes: [FailedTry] = []
    /// What there is to read about it; empty where there is nothing.
    var output = ""
}
