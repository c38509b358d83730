internal import Workflows

/// What a content security policy calls an inline script or style (level 3, 6.7.2.3).
enum ContentHash {
    /// Such as `sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=`, of the text between the tags.
    static func text(of content: String) -> String {
        var digest = StreamDigest()
        digest.add(Array(content.utf8))
        return "sha256-" + digest.digest.withBytes { Base64.text(Array($0)) }
    }
}
