/// Words that are written once, and named by their places.
struct WordTable: Sendable {
    /// The words, in the order in which they came.
    private(set) var words: [String] = []
    /// How many bytes they take.
    private(set) var size = 0
    private var places: [String: Int] = [:]
    private let blanked: @Sendable (String) -> String

    /// No words yet; each is blanked before it is kept.
    init(blanked: @escaping @Sendable (String) -> String = { $0 }) {
        self.blanked = blanked
    }

    /// The place of a word, which is added where it is new.
    mutating func place(of word: String) -> Int {
        if let place = places[word] { return place }
        let place = words.count
        places[word] = place
        words.append(blanked(word))
        size += word.utf8.count
        return place
    }
}
