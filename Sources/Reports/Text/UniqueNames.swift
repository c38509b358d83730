/// Gives out names that nobody else has got: readers take two things of one name for one thing.
struct UniqueNames {
    private var taken: Set<String> = []

    /// The name, with a number where it was given out before.
    mutating func claim(_ name: String) -> String {
        if taken.insert(name).inserted { return name }
        var number = 2
        while !taken.insert("\(name)-\(number)").inserted { number += 1 }
        return "\(name)-\(number)"
    }
}
