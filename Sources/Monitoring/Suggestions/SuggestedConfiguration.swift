internal import Quantities
internal import Workflows

extension Suggestion {
    /// The lines to write into the scenario's file, as YAML: they are merged with what is there.
    package var configuration: String {
        switch change {
        case .cache(let evidence):
            let store = evidence.isShared ? "  cache: {store: shared}\n" : ""
            let workflow =
                evidence.needsFeatures ? "workflow: \(WorkflowCatalog.enhancedFull.name)\n" : ""
            return workflow + "config:\n" + store + phaseLines("cache: {enabled: true}")
        case .timeout(let evidence):
            let limit = DurationText.text(evidence.limit)
            return "config:\n" + phaseLines("timeout: {attempt: \(limit)}")
        case .fewerAttempts(let evidence):
            return "config:\n" + phaseLines("retry: {max_attempts: \(evidence.to)}")
        case .moreAttempts(let evidence):
            return "config:\n" + phaseLines("retry: {max_attempts: \(evidence.to)}")
        }
    }

    private func phaseLines(_ setting: String) -> String {
        "  phases:\n    \(Self.yaml(phase.name)):\n      \(setting)\n"
    }

    /// A phase's name as a key of YAML: plain where nothing in it means anything, else in double quotes.
    static func yaml(_ name: String) -> String {
        let isPlain =
            name.utf8.allSatisfy(isPlain) && name.utf8.first.map(isLetter) ?? false
            && !words.contains(name.lowercased())
        return isPlain ? name : "\"" + name.unicodeScalars.map(escaped).joined() + "\""
    }

    /// What some readers of YAML take for something other than text.
    private static let words: Set<String> = [
        "y", "n", "yes", "no", "on", "off", "true", "false", "null",
    ]

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case _ where scalar.value >= 0x20 && scalar.value < 0x7F: return String(scalar)
        default:
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        }
    }
}
