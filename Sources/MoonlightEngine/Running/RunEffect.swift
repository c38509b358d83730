internal import Workflows

/// An effect on the outside world that agents recorded: what became of it under one key.
public struct RunEffect: Sendable, Equatable {
    /// What it is called.
    public let name: String
    /// The phase whose agent had it.
    public let phase: String
    /// The request's key; an effect's own adds its number.
    public let key: String
    /// How often it was done.
    public let applied: Int
    /// How often it was asked for again under the key, and not done.
    public let repeated: Int
    /// How often it was taken back.
    public let undone: Int
    /// How often it was done for work that was discarded or failed, and not taken back.
    public let leftOver: Int

    /// Describes an effect.
    public init(
        name: String,
        phase: String,
        key: String,
        applied: Int,
        repeated: Int = 0,
        undone: Int = 0,
        leftOver: Int = 0
    ) {
        self.name = name
        self.phase = phase
        self.key = key
        self.applied = applied
        self.repeated = repeated
        self.undone = undone
        self.leftOver = leftOver
    }

    init(_ entry: EffectEntry) {
        self.init(
            name: entry.name,
            phase: entry.phase.name,
            key: entry.key ?? "",
            applied: entry.applied,
            repeated: entry.repeated,
            undone: entry.undone,
            leftOver: entry.leftOver
        )
    }
}
