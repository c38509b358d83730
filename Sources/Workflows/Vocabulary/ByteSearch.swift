/// Looks for a text by its bytes: two texts that only look alike are different.
enum ByteSearch {
    static func contains(_ text: String, in whole: String) -> Bool {
        var whole = whole
        return whole.withUTF8 { contains(text, in: $0) }
    }

    static func contains(_ text: String, in whole: [UInt8]) -> Bool {
        whole.withUnsafeBufferPointer { contains(text, in: $0) }
    }

    private static func contains(_ text: String, in whole: UnsafeBufferPointer<UInt8>) -> Bool {
        var text = text
        return text.withUTF8 { part in
            guard let first = part.first else { return true }
            guard part.count <= whole.count else { return false }
            for start in 0...(whole.count - part.count) where whole[start] == first {
                var length = 1
                while length < part.count, whole[start + length] == part[length] { length += 1 }
                if length == part.count { return true }
            }
            return false
        }
    }
}
