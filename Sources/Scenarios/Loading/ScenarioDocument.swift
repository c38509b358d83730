package import Shapes

/// A file of a suite as it was read.
struct ScenarioDocument: Sendable {
    /// What a file holds.
    enum Content: Sendable {
        /// Something to run, in one variant or several.
        case scenarios([Scenario])
        /// No runs: what others extend. Where nobody does, these are its mistakes.
        case base(refusal: [Problem])
        /// Faults that scenarios run in.
        case climate
        /// Nothing that can be run, for these reasons.
        case mistaken([Problem])
    }

    /// Where the file really lies, links resolved.
    let path: String
    /// The path of the file as messages show it.
    let file: String
    /// Where the files lie that it extends, one over another.
    let bases: [String]
    /// What it holds.
    let content: Content
}

extension ScenarioDocument {
    /// What is to be done about a file without runs.
    private static let remedy =
        "; without runs it is a base, which another file is to extend (extends: FILE)"

    /// Decodes the tree of a file; `file` is its path as messages show it.
    init(_ root: SourceNode, file: String, files: ScenarioFiles) {
        if FaultClimate.isFile(files.scenario) {
            path = files.scenario
            self.file = file
            bases = []
            content = Self.contentOfClimate(root, file: file, files: files)
            return
        }
        var inheritance = ScenarioInheritance(files: files)
        let whole = inheritance.resolve(root, file: file)?.withoutVoid
        path = files.scenario
        self.file = file
        bases = inheritance.bases
        guard let whole else {
            content = .mistaken(inheritance.problems.problems.list)
            return
        }
        let isBase = !whole.has(ScenarioKeys.runs)
        if isBase {
            var part = inheritance.problems
            part.addMerged(whole, ScenarioShape.part, at: "")
            guard part.list.isEmpty else {
                content = .mistaken(part.problems.list)
                return
            }
        }
        do throws(Problems) {
            content = .scenarios(
                try Self.scenarios(of: whole, isBase: isBase, file: file, after: inheritance)
            )
        } catch {
            content =
                isBase ? .base(refusal: error.list.map(Self.advised)) : .mistaken(error.list)
        }
    }

    private static let climateRemedy =
        "a climate is nothing to run: a scenario names it under climate, or --climate does"

    /// Every variant of a tree that has all that it takes over. A mistake that several have is one.
    private static func scenarios(
        of whole: SourceNode,
        isBase: Bool,
        file: String,
        after inheritance: ScenarioInheritance
    ) throws(Problems) -> [Scenario] {
        let matrix = ScenarioMatrix(whole)
        let variants = isBase ? [] : matrix.variants
        guard !variants.isEmpty else {
            var found = isBase ? ProblemList() : matrix.problems
            do throws(Problems) {
                let scenario = try ScenarioDecoder.decode(whole, file: file, after: inheritance)
                guard !found.list.isEmpty else { return [scenario] }
            } catch {
                found.add(contentsOf: error.list)
            }
            throw found.problems
        }
        var scenarios: [Scenario] = []
        var found = ProblemList()
        for (variant, tree) in variants {
            do throws(Problems) {
                var scenario = try ScenarioDecoder.decode(tree, file: file, after: inheritance)
                scenario.variant = variant
                scenarios.append(scenario)
            } catch {
                found.add(contentsOf: error.list)
            }
        }
        guard found.list.isEmpty else { throw found.problems }
        return scenarios
    }

    /// What a file of a climate holds that is read by itself.
    private static func contentOfClimate(
        _ root: SourceNode,
        file: String,
        files: ScenarioFiles
    ) -> Content {
        var problems = ProblemList()
        let name = file.split(separator: "/").last.map(String.init) ?? file
        let climate = FaultClimate(
            root,
            named: name.split(separator: ".").dropLast().joined(separator: "."),
            files: files,
            into: &problems
        )
        if let climate {
            var decoder = FaultDecoder(phases: [], agents: [], runs: [], files: files)
            decoder.knowsNames = false
            _ = climate.decode(with: &decoder)
            problems.add(contentsOf: decoder.problems.list)
        }
        return problems.list.isEmpty ? .climate : .mistaken(problems.problems.list)
    }

    private static func advised(_ problem: Problem) -> Problem {
        guard problem.path.isEmpty, problem.message == Checker.missing(ScenarioKeys.runs.name)
        else {
            return problem
        }
        return Problem(location: problem.location, message: problem.message + remedy)
    }

    /// What there is to run, or why there is nothing, a base included.
    func scenarios() throws(Problems) -> [Scenario] {
        switch content {
        case .scenarios(let scenarios): return scenarios
        case .base(let problems), .mistaken(let problems): throw Problems(problems)
        case .climate:
            let place = SourceLocation(file: file, line: 1)
            throw Problems([Problem(location: place, message: Self.climateRemedy)])
        }
    }

    /// The variant of this name, `nil` where none has it; the only scenario of a file without variants, whatever its name.
    func scenario(named name: String?) throws(Problems) -> Scenario? {
        let scenarios = try scenarios()
        guard let name, scenarios.first?.variant != nil else { return scenarios.first }
        return scenarios.first { $0.nameInMatrix == name }
    }
}

extension ScenarioDecoder {
    /// Decodes a file's tree, of several variants the first; `file` is the path as messages show it.
    package static func decode(
        _ root: SourceNode,
        file: String,
        files: ScenarioFiles
    ) throws(Problems) -> Scenario {
        let scenarios = try ScenarioDocument(root, file: file, files: files).scenarios()
        guard let first = scenarios.first else { throw Problems([]) }
        return first
    }
}
