/// What reports say of a scenario that was run without its faults: nobody is to take it for the whole.
enum FaultsLeftOut {
    /// In a few words.
    static func text(_ count: Int) -> String {
        "without its \(count == 1 ? "1 fault" : "\(count) faults")"
    }
}
