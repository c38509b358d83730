internal import Workflows

/// What measures the memory that the work of one call takes.
protocol MeasuredMemory: Sendable {
    /// What it has come to by now; `nil` where nobody can say.
    var use: MemoryUse? { get }
}
