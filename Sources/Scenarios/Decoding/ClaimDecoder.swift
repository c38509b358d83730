internal import Shapes

/// Turns an entry of `claims` into a claim.
struct ClaimDecoder {
    let runs: [String]
    let clock: Scenario.Clock
    var problems = ProblemList()

    mutating func decode(_ node: SourceNode, at path: String) -> Claim? {
        let metric = node[ClaimKeys.metric] ?? .duration
        if metric.isTime, case .real(let scale) = clock, scale != 1 {
            problems.add(
                node,
                path,
                "expected time_scale 1, because only part of the time scales; a \(metric.name) cannot "
                    + "be claimed"
            )
        }
        let baseline = run(node.node(ClaimKeys.baseline), "\(path).baseline")
        let candidate = run(node.node(ClaimKeys.candidate), "\(path).candidate")
        guard let name = node[ClaimKeys.name], let baseline, let candidate,
            let effect = effect(node, path)
        else { return nil }
        let confidence = node[ClaimKeys.confidence] ?? 0
        if !(0.5..<1).contains(confidence), let place = node.node(ClaimKeys.confidence) {
            problems.add(
                place,
                "\(path).confidence",
                "expected at least 50% and less than 100%, found \"\(place.text ?? "")\""
            )
        }
        return Claim(
            name,
            at: node.location,
            baseline: baseline,
            candidate: candidate,
            metric: metric,
            effect: effect,
            pairs: node[ClaimKeys.pairs] ?? 1,
            confidence: confidence
        )
    }

    private mutating func run(_ node: SourceNode?, _ path: String) -> String? {
        guard let node, let name = node.text else { return nil }
        guard runs.contains(name) else {
            problems.unknown("a run", name, among: runs, node, path)
            return nil
        }
        return name
    }

    private mutating func effect(_ node: SourceNode, _ path: String) -> Claim.Effect? {
        if let range = node[ClaimKeys.reduction] { return .reduction(range) }
        guard let speedup = node.node(ClaimKeys.speedup), let text = speedup.text else {
            return nil
        }
        let number = text.hasPrefix(">=") ? text.dropFirst(2).drop { $0 == " " } : text[...]
        guard let factor = Double(number), factor > 0, factor.isFinite else {
            problems.add(
                speedup,
                "\(path).speedup",
                "expected a bound such as \">= 3\", found \"\(text)\""
            )
            return nil
        }
        return .speedup(atLeast: factor)
    }
}
