internal import CLibxml2

/// The state that libxml2 keeps for the whole process.
enum LibXML {
    /// Readies libxml2; to be called before its first use, any number of times, by any thread.
    static func prepare() {
        _ = isPrepared
    }

    private static let isPrepared: Bool = {
        clibxml2_prepare()
        return true
    }()
}
