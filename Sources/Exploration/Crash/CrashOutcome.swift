package import Suites
package import Workflows

/// What a death and its resume came to, against the uninterrupted execution.
enum CrashVerdict: Equatable {
    /// Nothing differs.
    case same
    /// Something differs that must not.
    case different(CrashDifference)
    /// Something differs, and may: this is why.
    case unjudged(String)
}

/// In what a run that was killed and resumed, or one that follows it, is not as it was uninterrupted.
package struct CrashDifference: Sendable, Equatable {
    /// The id of the run that differs: the killed one, or one after it.
    package let run: String
    /// What differs.
    package let disparity: ResumeDisparity
    /// The event of the resumed life at which that was killed too; `nil` where it was not.
    package internal(set) var resumeEvent: Int?
}

/// One boundary of a run: what came of killing it there, and of killing its resumes.
package struct CrashRow: Sendable, Equatable {
    /// The id of the run.
    package let run: String
    /// The number of the event that was its last, from 1.
    package let event: Int
    /// What that event says happened.
    package let kind: Event.Kind.Tag
    /// The phase that it concerns, if it is one.
    package let phase: PhaseID?
    /// In how many further executions the resume was killed, too.
    package internal(set) var killedResumes = 0
    /// What differs; `nil` where nothing does.
    package internal(set) var difference: CrashDifference?
}

/// Boundaries that have no verdict, and why.
package struct CrashSkip: Sendable, Equatable, Hashable {
    /// The id of the run; `nil` where it concerns the whole scenario.
    package let run: String?
    /// Why.
    package let reason: String
}
