// Whose effects count.
extension RunMachine {
    /// Which work counts now, or may still come to count.
    func effectStanding(isOpen: Bool) -> EffectStanding {
        var standing = EffectStanding(discards: [:], counting: [], isOpen: isOpen)
        for (index, phase) in planned.enumerated() {
            standing.discards[phase.id] = phases[index].discards
            if phases[index].state == .committed { standing.counting.insert(phase.id) }
        }
        return standing
    }
}
