internal import Workflows

/// A stretch of an execution's time as a trace has it.
struct TraceSlice: Sendable, Equatable {
    /// What it is of.
    enum Category: String, Sendable {
        case run, phase, attempt, wait, undo
    }

    /// What a detail of a slice says.
    enum Detail: Sendable, Equatable {
        case text(String)
        case number(Int)
    }

    /// The name that viewers show.
    var name: String
    let category: Category
    /// When it begins, since the start of the execution.
    let start: Duration
    /// When it ends.
    var end: Duration
    /// The place of the slice that it is a part of; `nil` for the execution itself.
    let parent: Int?
    /// What else there is to know, in order.
    var details: [(name: String, value: Detail)] = []

    static func == (left: TraceSlice, right: TraceSlice) -> Bool {
        left.name == right.name && left.category == right.category && left.start == right.start
            && left.end == right.end && left.parent == right.parent
            && left.details.map(\.name) == right.details.map(\.name)
            && left.details.map(\.value) == right.details.map(\.value)
    }
}

/// A moment in an execution.
struct TraceMark: Sendable, Equatable {
    /// The name that viewers show.
    let name: String
    let time: Duration
    /// The place of the slice in which it lies.
    let slice: Int
}
