internal import Shapes

/// Turns an entry of `claims` into a claim.
struct ClaimDecoder {
    let runs: [String]
    let clock: Scenario.Clock
    var problems = ProblemList()

    mutating func decode(_ node: SourceNode, at path: String) -> Claim? {
        let effect = effect(node, path)
        let metric = metric(node, effect, path)
        guard let sides = sides(node, effect, path), let name = node[ClaimKeys.name],
            let effect, let metric
        else { return nil }
        let confidence = node[ClaimKeys.confidence] ?? 0
        if !(0.5..<1).contains(confidence), let place = node.node(ClaimKeys.confidence) {
            problems.add(
                place,
                "\(path).confidence",
                "expected at least 50% and less than 100%, found \"\(place.text ?? "")\""
            )
        }
        var claim = Claim(
            name,
            at: node.location,
            baseline: sides.baseline,
            candidate: sides.candidate,
            metric: metric,
            effect: effect,
            pairs: node[ClaimKeys.pairs] ?? 1,
            confidence: confidence,
            pairing: node[ClaimKeys.pairing],
            scope: node[ClaimKeys.across]
        )
        claim.climates = (node[ClaimKeys.under]?.itemsOrSelf ?? []).compactMap(\.text)
        return claim
    }

    // MARK: - What is measured

    private mutating func metric(
        _ node: SourceNode,
        _ effect: Claim.Effect?,
        _ path: String
    ) -> ClaimMetric? {
        let isProportion = effect.map(Self.isProportion)
        let metric = node[ClaimKeys.metric] ?? (isProportion == true ? .success : .duration)
        let place = node.node(ClaimKeys.metric) ?? node
        if let isProportion, isProportion != (metric == .success) {
            let found = "found \(metric.name)"
            problems.add(
                place,
                "\(path).metric",
                isProportion
                    ? "expected success, of which at_least speaks, \(found)"
                    : "expected at_least in place of what is claimed of two runs, \(found)"
            )
            return nil
        }
        if metric.isTime, case .real(let scale) = clock, scale != 1 {
            problems.add(
                node,
                path,
                "expected time_scale 1, because only part of the time scales; a \(metric.name) cannot "
                    + "be claimed"
            )
        }
        if metric == .memory, clock == .virtual {
            problems.add(
                place,
                "\(path).metric",
                "expected clock: real, because \(Claim.memoryIsReal), found memory on a virtual clock"
            )
        }
        return metric
    }

    private static func isProportion(_ effect: Claim.Effect) -> Bool {
        if case .atLeast = effect { true } else { false }
    }

    // MARK: - Which runs

    private mutating func sides(
        _ node: SourceNode,
        _ effect: Claim.Effect?,
        _ path: String
    ) -> (baseline: String, candidate: String)? {
        if let single = node.node(ClaimKeys.run) {
            if let effect, !Self.isProportion(effect) {
                let word = "expected baseline and candidate, of which this claim speaks, found run"
                problems.add(single, "\(path).run", word)
            }
            if let other = node.node(ClaimKeys.candidate) {
                problems.add(other, "\(path).candidate", "expected run alone, found candidate too")
            }
            return run(single, "\(path).run").map { ($0, $0) }
        }
        guard let place = node.node(ClaimKeys.baseline) else { return nil }
        let baseline = run(place, "\(path).baseline")
        if let effect, Self.isProportion(effect) {
            problems.add(place, "\(path).baseline", "expected run with at_least, found baseline")
            return nil
        }
        guard let other = node.node(ClaimKeys.candidate) else {
            problems.add(place, path, "expected candidate beside baseline, found none")
            return nil
        }
        guard let candidate = run(other, "\(path).candidate"), let baseline else { return nil }
        return (baseline, candidate)
    }

    private mutating func run(_ node: SourceNode, _ path: String) -> String? {
        guard let name = node.text else { return nil }
        guard runs.contains(name) else {
            problems.unknown("a run", name, among: runs, node, path)
            return nil
        }
        return name
    }

    // MARK: - What is claimed

    private mutating func effect(_ node: SourceNode, _ path: String) -> Claim.Effect? {
        if let place = node.node(ClaimKeys.passAll), !node.has(ClaimKeys.atLeast) {
            problems.add(place, "\(path).pass_all", "expected at_least beside pass_all, found none")
        }
        if let range = node[ClaimKeys.reduction] { return .reduction(range) }
        if let margin = node[ClaimKeys.noChange] { return noChange(margin, node, path) }
        if let share = node[ClaimKeys.atLeast] { return atLeast(share, node, path) }
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

    private mutating func noChange(_ margin: Double, _ node: SourceNode, _ path: String)
        -> Claim.Effect?
    {
        guard margin > 0, margin < 1 else {
            let place = node.node(ClaimKeys.noChange) ?? node
            problems.add(
                place,
                "\(path).no_change",
                "expected more than 0% and less than 100%, found \"\(place.text ?? "")\""
            )
            return nil
        }
        return .noChange(within: margin)
    }

    private mutating func atLeast(_ share: Double, _ node: SourceNode, _ path: String)
        -> Claim.Effect?
    {
        let count = node[ClaimKeys.passAll] ?? 1
        let pairs = node[ClaimKeys.pairs] ?? 1
        if let place = node.node(ClaimKeys.passAll), count > pairs {
            problems.add(
                place,
                "\(path).pass_all",
                "expected at most as many as there are executions (pairs: \(pairs)), found \(count)"
            )
        }
        guard share > 0, share < 1 else {
            let place = node.node(ClaimKeys.atLeast) ?? node
            problems.add(
                place,
                "\(path).at_least",
                "expected more than 0% and less than 100%, which no number of executions can show, "
                    + "found \"\(place.text ?? "")\""
            )
            return nil
        }
        return .atLeast(share, passAll: count)
    }
}
