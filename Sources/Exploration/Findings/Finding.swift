internal import Invariants
internal import Workflows

/// A broken promise that exploring found, with what shows it.
package struct Finding: Sendable {
    /// What makes two findings one: the promise, and the message without its numbers and digests. A phase is named in
    /// the message.
    package struct Fingerprint: Hashable, Sendable {
        let promise: BrokenPromise
        let words: String
    }

    /// What does not hold, and where.
    package let violation: Violation
    /// What all chance derives from.
    package let seed: UInt64
    /// What has to fire for it, in the order in which it fired.
    package let schedule: [ScheduledFiring]
    /// The runs that it takes; `nil` where it takes all of the scenario's.
    package let runs: [String]?

    /// Describes a finding.
    init(
        violation: Violation,
        seed: UInt64,
        schedule: [ScheduledFiring],
        runs: [String]? = nil
    ) {
        self.violation = violation
        self.seed = seed
        self.schedule = schedule
        self.runs = runs
    }

    /// What makes it the same finding as another.
    package var fingerprint: Fingerprint {
        Fingerprint(promise: violation.promise, words: Self.words(of: violation.message))
    }

    /// A message with `#` in place of each word that begins with a digit, of each digest, and of what is in quotation
    /// marks: faults go by names there that tell them from others of their schedule.
    static func words(of message: String) -> String {
        message.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .map { place, part in place.isMultiple(of: 2) ? words(of: part) : "#" }
            .joined(separator: "\"")
    }

    private static func words(of part: Substring) -> String {
        part.split(separator: " ", omittingEmptySubsequences: false)
            .map { word in isNumber(word) ? "#" : String(word) }
            .joined(separator: " ")
    }

    private static func isNumber(_ word: Substring) -> Bool {
        let letters = word.drop { !$0.isLetter && !$0.isNumber }
        guard let first = letters.first else { return false }
        if first.isNumber { return true }
        let digits = letters.prefix { $0.isHexDigit }
        return digits.count >= 6 && digits.contains(where: \.isNumber)
    }
}
