import Foundation
import Scenarios
import Workflows

/// What bytes are taken for.
enum FuzzSubject: String {
    case scenario, failure, journal

    /// As the environment says.
    static let chosen =
        FuzzSubject(
            rawValue: ProcessInfo.processInfo.environment["FUZZED"] ?? ""
        ) ?? .scenario

    func read(_ bytes: [UInt8]) {
        switch self {
        case .scenario: readFile(bytes)
        case .failure: readFile(Self.failure(bytes))
        case .journal: readJournal(bytes)
        }
    }

    private static let folder = ProcessInfo.processInfo.environment["FUZZ_FOLDER"] ?? "."

    private func readFile(_ bytes: [UInt8]) {
        let file = "\(Self.folder)/fuzzed.yaml"
        _ = FileManager.default.createFile(atPath: file, contents: Data(bytes))
        _ = try? ScenarioLoader(workingDirectory: Self.folder).load(file)
    }

    /// The bytes as what a saved failure has below the scenario that it extends.
    private static func failure(_ bytes: [UInt8]) -> [UInt8] {
        Array("extends: base.yaml\n".utf8) + bytes
    }

    /// Records of a journal, an entry each: they begin with their length in two bytes. Checksums are right, so that what
    /// records say is read at all.
    private func readJournal(_ bytes: [UInt8]) {
        var entries: [[UInt8]] = []
        var rest = bytes[...]
        while rest.count >= 2 {
            let count = min(Int(rest.removeFirst()) << 8 | Int(rest.removeFirst()), rest.count)
            entries.append(JournalCodec.entry(ofContents: [Array(rest.prefix(count))]))
            rest = rest.dropFirst(count)
        }
        guard let reading = try? JournalCodec.read(entries) else { return }
        _ = RunRestoration(reading.records, cutBytes: reading.cutBytes)
    }
}
