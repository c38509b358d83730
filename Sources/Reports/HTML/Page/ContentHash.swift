internal import Workflows

/// What a content security policy calls an inline script or style.
enum ContentHash {
    /// Such as `sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=`, of the text between the tags.
    static func text(of content: String) -> String {
        var digest = StreamDigest()
        digest.add(Array(content.utf8))
        return "sha256-" + digest.digest.withBytes { base64(Array($0)) }
    }

    /// RFC 4648, section 4.
    static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let word = group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for place in 0..<4 {
                let index = Int(word >> UInt32(18 - 6 * place) & 63)
                text.append(place <= group.count ? alphabet[index] : "=")
            }
        }
        return text
    }
}
