import Faults
import JSON
import Shapes
import TestSupport
import Testing
import Workflows

/// Every type of fault at every failpoint where it acts on a virtual clock.
struct FaultSetDrawing {
    struct Candidate {
        let name: String
        let failpoint: Failpoint
        let samples: [any Injection]

        /// Whether it ends the process: too many deaths, and nothing else is visited.
        var isDeath: Bool {
            failpoint == .process && (name == "kill" || name == "restart")
                || failpoint == .journalAppend
                    && ["torn_write", "bit_flip", "lost_fsync"].contains(name)
        }
    }

    /// Parameters of types that need some and have no samples of their own.
    private static let parameters = [
        "slow": #"{"by":"2s"}"#, "delivered_late": #"{"by":"2s"}"#,
        "slow_first_token": #"{"by":"2s"}"#, "pause": #"{"for":"5s"}"#,
        "ttl_skew": #"{"by":"2h"}"#, "key_omits": #"{"field":"requirements"}"#,
        "jump": #"{"by":"10m"}"#, "backwards": #"{"by":"10m"}"#, "drift": #"{"rate":0.1}"#,
        "timer_early": #"{"by":"1s"}"#, "timer_late": #"{"by":"1s"}"#, "permits": "1",
        "tokens": "150", "cost": "1",
    ]

    let candidates: [Candidate]

    init() throws {
        candidates = try FaultType.all.flatMap { type in
            let places = Failpoint.allCases.filter { place in
                type.places[place].map { $0 != .live } ?? false
            }
            let texts = Self.parameters[type.name].map { [$0] } ?? type.samples
            let samples = try texts.map { text in
                var mistakes = ProblemList()
                let node = Self.node(try #require(JSONValue(parsing: text)))
                let injection = type.decode(node, type.name, &mistakes)
                return try #require(injection, "\(type.name) does not take \(text)")
            }
            return places.map { Candidate(name: type.name, failpoint: $0, samples: samples) }
        }
    }

    /// Two to five faults with probabilities; nothing counts.
    func faults(_ source: inout SplitMix64, likely: ClosedRange<Double>) -> [Fault] {
        (0..<Int.random(in: 2...5, using: &source)).compactMap { number in
            guard let candidate = candidate(&source),
                let injection = candidate.samples.randomElement(using: &source)
            else { return nil }
            var selector = FaultSelector()
            selector.probability = .random(in: likely, using: &source)
            if candidate.isDeath { selector.probability = .random(in: 0.01...0.1, using: &source) }
            if candidate.failpoint.parts.contains(.phase),
                Int.random(in: 0..<4, using: &source) == 0
            {
                selector.phase = ["a", "b", "c"].randomElement(using: &source)
            }
            var group: FaultGroup?
            if !candidate.isDeath {
                selector.drawnWindow = Self.window(&source)
                group = Self.group(&source)
            }
            return Fault(
                id: "\(candidate.failpoint.rawValue) \(candidate.name) \(number) \(source.next())",
                failpoint: candidate.failpoint,
                selector: selector,
                inject: injection,
                group: group
            )
        }
    }

    /// A drawn window in one of four.
    private static func window(_ source: inout SplitMix64) -> FaultSelector.DrawnWindow? {
        guard Int.random(in: 0..<4, using: &source) == 0 else { return nil }
        return .init(
            start: .uniform(min: .zero, max: .seconds(4)),
            length: .lognormal(median: .seconds(3), p90: .seconds(20))
        )
    }

    /// One of two groups in one of three.
    private static func group(_ source: inout SplitMix64) -> FaultGroup? {
        guard Int.random(in: 0..<3, using: &source) == 0 else { return nil }
        return Bool.random(using: &source)
            ? FaultGroup(name: "vendor", together: 0.8) : FaultGroup(name: "region", together: 0.3)
    }

    private func candidate(_ source: inout SplitMix64) -> Candidate? {
        guard let failpoint = Failpoint.allCases.randomElement(using: &source) else { return nil }
        let here = candidates.filter { $0.failpoint == failpoint }
        guard let first = here.randomElement(using: &source) else { return nil }
        let isKept = !first.isDeath || Int.random(in: 0..<4, using: &source) == 0
        return isKept ? first : here.filter { !$0.isDeath }.randomElement(using: &source)
    }

    private static func node(_ value: JSONValue) -> SourceNode {
        let place = SourceLocation(file: "sample", line: 1, column: 1)
        let content: SourceNode.Content =
            switch value {
            case .object(let members):
                .mapping(
                    members.sorted { $0.key < $1.key }.map {
                        .init(key: $0.key, keyLocation: place, value: node($0.value))
                    }
                )
            case .list(let items): .sequence(items.map { node($0) })
            case .text(let text):
                .scalar(.init(text: text, style: .plain, value: .init(plain: text)))
            default:
                .scalar(.init(text: value.text, style: .plain, value: .init(plain: value.text)))
            }
        return SourceNode(location: place, content: content)
    }
}
