internal import Suites
internal import Files
internal import Foundation
internal import Scenarios

/// The folder of events below that of the reports: a file for each scenario, which grows while it runs.
struct EventFolder {
    /// The folder.
    let path: String
    /// The files' names, in the order of the scenarios.
    private let names: [String]

    /// A folder for the events of these scenarios.
    init(in reports: String, of scenarios: [Scenario]) {
        path = "\(reports)/events"
        var taken: Set<String> = []
        names = scenarios.map { scenario in
            let variant = scenario.variant.map { "-\($0.fileLabel)" } ?? ""
            return Self.fileName(scenario.className + variant, &taken)
        }
    }

    /// Begins the file of the scenario with this number.
    func open(_ number: Int) throws -> any EventSink {
        try AtomicFile.makeFolder(path)
        return try EventFile(path: "\(path)/\(names[number])")
    }

    /// Writes what is to be there of scenarios that never began.
    func finish() throws {
        try AtomicFile.makeFolder(path)
        for name in names where !FileManager.default.fileExists(atPath: "\(path)/\(name)") {
            try AtomicFile.write([], to: "\(path)/\(name)")
        }
    }

    /// Takes away what earlier runs wrote: it would be read as results of this one.
    func clear() {
        let present = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        for name in present where name.hasSuffix(".jsonl") {
            let path = "\(path)/\(name)"
            // Only what looks like events of ours: the folder is the user's.
            // What is not a file, such as a folder or a FIFO, is not ours.
            guard let file = try? RegularFile.open(path), let start = try? file.bytes(atMost: 9),
                start == Array("{\"seq\":1,".utf8) || start.isEmpty
            else { continue }
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    private static func fileName(_ className: String, _ taken: inout Set<String>) -> String {
        let safe = String(
            className.map { $0.isLetter || $0.isNumber || "._-".contains($0) ? $0 : "-" }
        )
        var name = "\(safe.prefix(180)).jsonl"
        var number = 2
        while !taken.insert(name).inserted {
            name = "\(safe.prefix(180))-\(number).jsonl"
            number += 1
        }
        return name
    }
}
