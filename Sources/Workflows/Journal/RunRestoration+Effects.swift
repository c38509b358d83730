extension EffectStanding {
    /// How things stand by a journal.
    package init(_ restoration: RunRestoration, status: RunStatus) {
        discards = restoration.decisions.discards
        counting = Set(restoration.phases.filter { !$0.value.isDegraded }.keys)
        isOpen = status.awaitsMore
    }
}
