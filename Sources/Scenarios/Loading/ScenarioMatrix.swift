internal import Faults
internal import JSON
internal import Shapes

/// The combinations of values that a file's matrix makes, each a tree of its own.
///
/// A value is placed in the tree, so that every variant is decoded as a file that says so would be.
package struct ScenarioMatrix {
    /// The most variants of a matrix: each is decoded.
    package static let mostCombinations = 1_000
    /// The most variants of a scenario, seeds included.
    package static let mostVariants = 10_000

    /// One variant: what tells it from the others, and its whole tree.
    typealias Variant = (variant: ScenarioVariant, tree: SourceNode)

    /// One key with its values.
    private struct Axis {
        let key: String
        let path: VariantPath
        let values: [SourceNode]
    }

    private let root: SourceNode
    private(set) var problems = ProblemList()
    private var axes: [Axis] = []

    /// Reads the matrix of a tree that has all that it takes over.
    init(_ root: SourceNode) {
        self.root = root
        if let matrix = root.node(ScenarioKeys.matrix) {
            problems.addMerged(matrix, ScenarioKeys.matrix.field.shape, at: "matrix")
        }
        guard problems.list.isEmpty else { return }
        for entry in root[ScenarioKeys.matrix] ?? [] { add(entry) }
        checkOverlaps()
        checkCount()
    }

    private mutating func add(_ entry: SourceNode.Entry) {
        let place = "matrix.\(entry.key)"
        guard let path = VariantPath(entry.key) else {
            problems.add(
                at: entry.keyLocation,
                place,
                "expected the path of a key such as config.retry.max_attempts, found \"\(entry.key)\""
            )
            return
        }
        if let mistake = path.mistake(in: root) {
            problems.add(at: entry.keyLocation, place, mistake)
            return
        }
        var seen: Set<String> = []
        for (index, value) in entry.value.items.enumerated()
        where !seen.insert(value.label).inserted {
            problems.add(
                value,
                "\(place)[\(index)]",
                "expected another value, found \(value.label) a second time"
            )
        }
        axes.append(Axis(key: entry.key, path: path, values: entry.value.items))
    }

    /// Of two keys of which one lies in the other, one would hide what the other chose.
    private mutating func checkOverlaps() {
        for entry in root[ScenarioKeys.matrix] ?? [] {
            guard let axis = axes.first(where: { $0.key == entry.key }),
                let other = axes.first(where: { $0.key != axis.key && $0.path.contains(axis.path) })
            else { continue }
            problems.add(
                at: entry.keyLocation,
                "matrix.\(entry.key)",
                "lies in \"\(other.key)\" beside it; keep one of them"
            )
        }
    }

    private mutating func checkCount() {
        var count = 1
        for axis in axes { count = min(count * max(1, axis.values.count), 1 << 40) }
        let matrix = root.node(ScenarioKeys.matrix)
        if count > Self.mostCombinations, let matrix {
            problems.add(
                matrix,
                "matrix",
                "expected at most \(Self.mostCombinations) combinations, found \(count)"
            )
        }
        guard let node = root.node(ScenarioKeys.seeds), let seeds = node.integerRange else {
            return
        }
        let (rest, isFar) = (seeds.upperBound - seeds.lowerBound)
            .multipliedReportingOverflow(by: count)
        let (all, isFarther) = rest.addingReportingOverflow(count)
        guard isFar || isFarther || all > Self.mostVariants else { return }
        problems.add(
            node,
            "seeds",
            "expected at most \(Self.mostVariants) variants"
                + (matrix == nil ? "" : ", those of the matrix included") + ", found "
                + (isFar || isFarther ? "far more" : "\(all)")
        )
    }

    /// Every combination, the last key's values changing first; none where something is mistaken.
    var variants: [Variant] {
        guard problems.list.isEmpty, !axes.isEmpty else { return [] }
        return axes.reduce([(ScenarioVariant(), root)]) { variants, axis in
            variants.flatMap { variant, tree in
                axis.values.compactMap { value in
                    let setting = ScenarioVariant.Setting(
                        key: axis.key,
                        value: JSONValue(value),
                        text: value.label
                    )
                    let settings = variant.settings + [setting]
                    return axis.path.placing(value, in: tree).map {
                        (ScenarioVariant(settings: settings), $0)
                    }
                }
            }
        }
    }
}

extension SourceNode {
    /// The value as the name of a variant shows it, on one line: as it is written, or as JSON where it has parts or could
    /// be taken for another.
    fileprivate var label: String {
        guard let scalar else { return JSONValue(self).text }
        let isPlain = scalar.value != .string || Value(plain: scalar.text) == .string
        let isShort =
            !scalar.text.isEmpty
            && scalar.text.allSatisfy { !$0.isNewline && $0 != "," && $0 != "]" }
        return isPlain && isShort ? scalar.text : JSONValue(self).text
    }
}
