extension Site {
    /// The chance of what is drawn once in a run and repetition, whatever the failpoint, the phase and the life.
    ///
    /// It is worked out where it is asked for: most sites draw nothing of the kind.
    package var chanceOfRun: Chance {
        Chance(seed: seed).named(Self.oncePerRun).named(drawnName ?? run.name).numbered(
            run.repetition
        )
    }

    private static let oncePerRun = Chance.Word("once per run")
}
