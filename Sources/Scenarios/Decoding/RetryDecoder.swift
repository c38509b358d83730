internal import Shapes
internal import Workflows

/// Lays what `retry` says over a policy.
struct RetryDecoder {
    var problems = ProblemList()

    mutating func decode(_ node: YAMLNode, into policy: inout RetryPolicy, at path: String) {
        decodeDelays(node, into: &policy)
        if let value = node["max_revisions"]?.integer { policy.maxRevisions = value }
        if let list = node["non_retryable"]?.items {
            policy.nonRetryable = Set(list.compactMap(\.text))
        }
        if let text = node["on_exhausted"]?.text,
            let exhaustion = RetryPolicy.Exhaustion(rawValue: text)
        {
            policy.onExhausted = exhaustion
        }
        if let value = node["pattern_length"]?.integer { policy.patternLength = value }
        if let value = node["stop_on_pattern"]?.boolean { policy.stopsOnPattern = value }
        if let jitter = node["jitter"], let decoded = self.jitter(jitter, "\(path).jitter") {
            policy.jitter = decoded
        }
    }

    private func decodeDelays(_ node: YAMLNode, into policy: inout RetryPolicy) {
        if let value = node["initial"]?.duration { policy.initial = value }
        if let value = node["coefficient"]?.number { policy.coefficient = value }
        if let value = node["max_interval"]?.duration { policy.maxInterval = value }
        if let list = node["delays"]?.items {
            policy.delays = list.compactMap(\.duration)
            if !policy.hasDeclaredAttempts { policy.maxAttempts = policy.delays.count + 1 }
        }
        if let value = node["max_attempts"]?.integer {
            policy.maxAttempts = value
            policy.hasDeclaredAttempts = true
        }
    }

    private mutating func jitter(_ node: YAMLNode, _ path: String) -> RetryPolicy.Jitter? {
        guard let text = node.text else { return nil }
        switch text {
        case "none": return RetryPolicy.Jitter.none
        case "full": return .full
        default:
            if let share = node.probability { return .fraction(share) }
            problems.add(
                node,
                path,
                "expected none, full or a share such as \"10%\", found \"\(text)\""
            )
            return nil
        }
    }
}
