internal import Shapes

// Whether a file may have a key at a path, and which one was probably meant where it may not.
extension VariantPath {
    /// Keys that make a scenario what it is, or that choose its variants.
    private static let fixed = ["schema", "name", "extends", "seed", "seeds", "matrix"]

    /// Why no value can be placed at this path of a scenario; `nil` where one can.
    func mistake(in root: SourceNode) -> String? {
        if case .key(let key) = steps.first, Self.fixed.contains(key) {
            return "expected a key that variants can differ in, found \"\(key)\""
                + (key == "seed" ? "; seeds: 1..50 makes a variant of each seed" : "")
        }
        var place = Place(ScenarioShape.root)
        var node: SourceNode? = root
        for (number, step) in steps.enumerated() {
            if let mistake = place.mistake(at: step, node, depth: number) { return mistake }
            if let found = node, found.scalar != nil, !found.isNull {
                return "expected keys to stand under \(Self.text(steps.prefix(number))), which is "
                    + "\"\(found.text ?? "")\" here"
            }
            place = place.part(at: step)
            node = node?.part(at: step)
        }
        return nil
    }

    private static func text(_ steps: some Sequence<Step>) -> String {
        steps.reduce(NodePath()) { path, step in
            switch step {
            case .key(let key): path.key(key)
            case .index(let index): path.index(index)
            }
        }.description
    }
}

extension SourceNode {
    fileprivate func part(at step: VariantPath.Step) -> SourceNode? {
        if case .sequence(let items) = content { return items.place(of: step).map { items[$0] } }
        guard case .key(let key) = step else { return nil }
        return value(named: key)
    }
}

/// What may stand under a place of a file.
private indirect enum Place {
    case fields([Field])
    case map(Shape, keyName: String)
    case items(Shape)
    case anything
    case nothing

    init(_ shape: Shape) {
        switch shape {
        case .object(let fields, _), .tagged(let fields): self = .fields(fields)
        case .map(let value, let name): self = .map(value, keyName: name)
        case .list(let item, _), .singleOrList(let item): self = .items(item)
        case .named(_, let inner): self = Place(inner())
        case .any: self = .anything
        case .anyOf(_, let shapes): self = Place(shapes.map { Place($0) })
        default: self = .nothing
        }
    }

    /// What may stand under a place of several forms: the keys of all that have some.
    private init(_ forms: [Place]) {
        let fields = forms.flatMap { (form: Place) -> [Field] in
            if case .fields(let fields) = form { fields } else { [] }
        }
        guard fields.isEmpty else {
            self = .fields(fields)
            return
        }
        self = forms.first { if case .nothing = $0 { false } else { true } } ?? .nothing
    }

    func part(at step: VariantPath.Step) -> Place {
        switch (self, step) {
        case (.fields(let fields), .key(let key)):
            let shapes = fields.filter { $0.key == key }.map(\.shape)
            return shapes.count == 1 ? Place(shapes[0]) : Place(shapes.map { Place($0) })
        case (.map(let value, _), _): return Place(value)
        case (.items(let item), _): return Place(item)
        case (.anything, _): return .anything
        default: return .nothing
        }
    }

    /// Why a step leads nowhere from here; `depth` counts the steps before it.
    func mistake(at step: VariantPath.Step, _ node: SourceNode?, depth: Int) -> String? {
        switch (self, step) {
        case (.fields(let fields), .key(let key)):
            let known = fields.map(\.key)
            guard !known.contains(key) else { return nil }
            return ProblemList.unknownMessage("a known key", key, among: known)
        case (.map(_, "agent"), .key(let name)) where depth == 1:
            let known = node?.entries.map(\.key) ?? []
            guard !known.contains(name) else { return nil }
            return ProblemList.unknownMessage("an agent of the scenario", name, among: known)
        case (.map, .key), (.anything, _): return nil
        case (.items, _):
            let items = node?.items ?? []
            guard items.place(of: step) == nil else { return nil }
            switch step {
            case .key(let name):
                let known = items.compactMap(\.itemName)
                return ProblemList.unknownMessage("the name of an entry", name, among: known)
            case .index(let index):
                return "expected one of \(items.count) entries, counted from 0, found [\(index)]"
            }
        case (.nothing, _):
            return "expected the path of a key, found one that leads on from a value"
        default: return "expected the name of a key, found a number"
        }
    }
}
