/// Room that is divided equally, where some need less.
enum EqualShare {
    /// The most that each may have so that all together have no more than there is room for; no limit where all have room.
    static func most(of room: Int, among counts: some Sequence<Int>) -> Int {
        var room = room
        let counts = counts.sorted()
        for (place, count) in counts.enumerated() {
            let share = room / (counts.count - place)
            if count > share { return share }
            room -= count
        }
        return .max
    }
}
