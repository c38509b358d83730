/// What two messages of one failure have in common: their words, without numbers and digests.
enum FailureShape {
    /// How much of a text is looked at, in characters.
    private static let length = 1000
    /// From so many digits on, hexadecimal ones are a digest or an id.
    private static let digestLength = 8

    /// The text with each number, and each digest, as one sign.
    static func of(_ text: String) -> String {
        var shape = ""
        var word = ""
        for character in text.prefix(length) {
            let isPart = character.isNumber || character.isLetter || character == "."
            if isPart {
                word.append(character)
            } else {
                append(word, to: &shape)
                word = ""
                shape.append(character)
            }
        }
        append(word, to: &shape)
        return shape
    }

    private static func append(_ word: String, to shape: inout String) {
        guard word.contains(where: \.isNumber) else {
            shape += word
            return
        }
        if word.count >= digestLength, word.allSatisfy(\.isHexDigit) {
            shape.append("#")
            return
        }
        var isNumber = false
        for character in word {
            let continues = isNumber && (character.isNumber || character == ".")
            isNumber = continues || character.isNumber
            if !continues { shape.append(isNumber ? "#" : character) }
        }
    }
}
