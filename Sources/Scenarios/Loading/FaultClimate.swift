internal import Shapes

/// A named set of faults with its source: what runs meet in the field.
struct FaultClimate {
    /// The name.
    let name: String
    /// Its faults, as the file has them.
    let faults: [SourceNode]
    /// The files beside it.
    let files: ScenarioFiles

    /// Where they are found.
    private static let folder = FixtureFolder(
        path: "Fixtures/climates",
        noun: "a climate",
        builtIn: BuiltInClimates.texts
    )

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
        return parts.joined(separator: "/") == folder.path
    }

    /// The climate of a name in a repository, or the built-in one; `nil` with the mistakes added at the place that names it.
    static func named(
        _ name: String,
        at place: SourceLocation,
        _ path: String,
        files: ScenarioFiles,
        into problems: inout ProblemList
    ) -> FaultClimate? {
        switch folder.file(name, in: files) {
        case .failure(let mistake):
            problems.add(at: place, path, mistake.message)
            return nil
        case .success(let file):
            do throws(Problems) {
                let root = try YAMLReader.read(bytes: file.bytes, file: file.shown)
                var own = files
                own.addBase(named: file.shown, at: file.path)
                return FaultClimate(root, named: name, files: own, into: &problems)
            } catch {
                problems.add(contentsOf: error.list)
                return nil
            }
        }
    }
}
