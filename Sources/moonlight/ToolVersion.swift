/// The version that reports name.
enum ToolVersion {
    static let text = "0.1.0"
}
