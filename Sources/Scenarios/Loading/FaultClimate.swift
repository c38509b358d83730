internal import Files
internal import Foundation
internal import Shapes

/// A named set of faults with its source: what runs meet in the field.
struct FaultClimate {
    /// The name.
    let name: String
    /// Its faults, as the file has them.
    let faults: [SourceNode]
    /// The files beside it.
    let files: ScenarioFiles

    /// The folder below a repository.
    private static let folder = "Fixtures/climates"

    /// Reads a climate's tree; `nil` with its mistakes added where it has some.
    init?(
        _ root: SourceNode,
        named expected: String,
        files: ScenarioFiles,
        into problems: inout ProblemList
    ) {
        do throws(Problems) {
            try Checker.check(root, against: ClimateKeys.shape)
        } catch {
            problems.add(contentsOf: error.list)
            return nil
        }
        guard let name = root[ClimateKeys.name], let faults = root[ClimateKeys.faults] else {
            return nil
        }
        if name != expected, let node = root.node(ClimateKeys.name) {
            problems.add(node, "name", "expected \"\(expected)\", the file's, found \"\(name)\"")
        }
        if let date = root.node(ClimateKeys.date), !Self.isDate(date.text ?? "") {
            problems.add(
                date,
                "date",
                "expected a date such as 2026-04-21, or its year or month, found "
                    + "\"\(date.text ?? "")\""
            )
        }
        // For readers alone, who want them where the source is.
        _ = root[ClimateKeys.description]
        _ = root[ClimateKeys.source]
        _ = root[ClimateKeys.parameters]
        self.name = name
        self.faults = faults
        self.files = files
    }

    private static func isDate(_ text: String) -> Bool {
        text.wholeMatch(of: /\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?/) != nil
    }
}

// Where climates are found.
extension FaultClimate {
    /// Whether a file is one of a climate, by where it lies.
    static func isFile(_ path: String) -> Bool {
        let parts = path.split(separator: "/").dropLast().suffix(2)
        return parts.joined(separator: "/") == folder
    }

    /// The climate of a name in a repository, or the built-in one; `nil` with the mistakes added at the place that names it.
    static func named(
        _ name: String,
        at place: SourceLocation,
        _ path: String,
        files: ScenarioFiles,
        into problems: inout ProblemList
    ) -> FaultClimate? {
        let shown = "\(folder)/\(name).yaml"
        let file = "\(files.repository)/\(shown)"
        let isPlain = !name.isEmpty && !name.contains("/") && !name.hasPrefix(".")
        var bytes = isPlain ? BuiltInClimates.texts[name].map { Array($0.utf8) } : nil
        if isPlain, FileStatus(at: file) != nil {
            switch files.read(file) {
            case .success(let own): bytes = own
            case .failure(let mistake):
                problems.add(at: place, path, mistake.message)
                return nil
            }
        }
        guard let bytes else {
            let known = known(in: files)
            let message = ProblemList.unknownMessage("a climate", name, among: known)
            problems.add(at: place, path, message)
            return nil
        }
        do throws(Problems) {
            let root = try YAMLReader.read(bytes: bytes, file: shown)
            var own = files
            own.addBase(named: shown, at: file)
            return FaultClimate(root, named: name, files: own, into: &problems)
        } catch {
            problems.add(contentsOf: error.list)
            return nil
        }
    }

    /// The names that there are.
    private static func known(in files: ScenarioFiles) -> [String] {
        let path = "\(files.repository)/\(folder)"
        let own = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let names = own.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }
            .map { String($0.dropLast(5)) }
        return Set(names).union(BuiltInClimates.texts.keys).sorted()
    }
}
