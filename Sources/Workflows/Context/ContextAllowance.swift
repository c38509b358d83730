/// What is left of a context's budget: texts are admitted in order of importance, whole or visibly cut.
package struct ContextAllowance {
    private var remaining: Int
    /// The bytes that did not fit.
    package private(set) var leftOut = 0

    /// Starts with a whole budget.
    package init(bytes: Int) {
        remaining = max(0, bytes)
    }

    /// The text, or as much of it as fits, cut between characters and marked.
    package mutating func admit(_ text: String) -> String {
        let kept = String(decoding: admitted(Array(text.utf8)), as: UTF8.self)
        let missing = text.utf8.count - kept.utf8.count
        return missing == 0 ? text : kept + Self.mark(missing)
    }

    /// The bytes, or as many of them as fit, and a mark.
    package mutating func admit(bytes: [UInt8]) -> [UInt8] {
        let kept = admitted(bytes)
        let missing = bytes.count - kept.count
        return missing == 0 ? bytes : kept + Array(Self.mark(missing).utf8)
    }

    private mutating func admitted(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count > remaining else {
            remaining -= bytes.count
            return bytes
        }
        var end = remaining
        // A UTF-8 continuation byte is 0b10xxxxxx: step back to where a character starts.
        while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        leftOut += bytes.count - end
        remaining = 0
        return Array(bytes[..<end])
    }

    private static func mark(_ bytes: Int) -> String {
        "[cut: \(bytes) bytes left out]"
    }
}
