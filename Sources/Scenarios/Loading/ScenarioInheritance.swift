internal import Shapes

/// Lays a scenario over the files that it extends, one over another.
struct ScenarioInheritance {
    /// How many files may be extended one after another.
    static let deepest = 10

    private(set) var files: ScenarioFiles
    private(set) var problems = ProblemList()
    /// The files of the chain so far, by their names in locations and by where they lie.
    private var chain: [(name: String, path: String)] = []

    init(files: ScenarioFiles) {
        self.files = files
    }

    /// Where the files lie that are extended, one over another.
    var bases: [String] { chain.dropFirst().map(\.path) }

    /// The tree with everything that it takes over; `nil` if a base is not a mapping or cannot be read.
    mutating func resolve(_ root: SourceNode, file: String) -> SourceNode? {
        chain = [(file, files.scenario)]
        return resolve(root)
    }

    private mutating func resolve(_ root: SourceNode) -> SourceNode? {
        guard let node = root[ScenarioKeys.extends] else { return root }
        problems.addMerged(root, ScenarioShape.part, at: "")
        let own = root.without(ScenarioKeys.extends)
        guard let name = node.string else { return own }
        guard let base = read(name, node), let whole = resolve(base) else { return nil }
        let merged = own.merging(over: whole)
        guard let agents = own[ScenarioKeys.agents],
            let inherited = whole[ScenarioKeys.agents]
        else { return merged }
        return merged.replacing(
            ScenarioKeys.agents,
            with: AgentMerge.mergeAll(agents, over: inherited)
        )
    }

    /// The tree of a file that another extends, held against the shape of a part.
    private mutating func read(_ file: String, _ node: SourceNode) -> SourceNode? {
        let surroundings = files.relative(to: node)
        let name = Self.name(of: file, from: node.location.file)
        let path = surroundings.resolved(file)
        switch surroundings.read(file) {
        case .failure(let mistake):
            problems.add(node, "extends", mistake.message)
            return nil
        case .success(let bytes):
            guard isNew(name, path, node) else { return nil }
            chain.append((name, path))
            files.addBase(named: name, at: path)
            do throws(Problems) {
                let base = try YAMLReader.read(bytes: bytes, file: name)
                problems.addMerged(base, ScenarioShape.part, at: "")
                guard case .mapping = base.content else { return nil }
                return base
            } catch {
                problems.add(contentsOf: error.list)
                return nil
            }
        }
    }

    /// Whether the file is not in the chain already, and the chain is not too long.
    private mutating func isNew(_ name: String, _ path: String, _ node: SourceNode) -> Bool {
        if let start = chain.firstIndex(where: { $0.path == path }) {
            let cycle = chain[start...].map(\.name) + [chain[start].name]
            problems.add(
                node,
                "extends",
                "expected files without a cycle, found " + cycle.joined(separator: " → ")
            )
            return false
        }
        guard chain.count <= Self.deepest else {
            let names = (chain.map(\.name) + [name]).joined(separator: " → ")
            problems.add(
                node,
                "extends",
                "expected at most \(Self.deepest) files that are extended, found \(names)"
            )
            return false
        }
        return true
    }

    /// A file's name as messages show it: from where the name of the file that names it starts.
    static func name(of path: String, from file: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        var steps = file.split(separator: "/").dropLast().map(String.init)
        for step in path.split(separator: "/").map(String.init) where step != "." {
            if step == "..", let last = steps.last, last != ".." {
                steps.removeLast()
            } else {
                steps.append(step)
            }
        }
        return (file.hasPrefix("/") ? "/" : "") + steps.joined(separator: "/")
    }
}
