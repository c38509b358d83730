internal import Quantities
internal import Workflows

/// Gathers what is wrong with a workflow.
struct WorkflowCheck {
    private(set) var mistakes: [WorkflowMistake] = []
    private let workflow: Workflow

    /// Looks at a whole workflow.
    init(_ workflow: Workflow) {
        self.workflow = workflow
        checkGraph()
        checkRun()
        for phase in workflow.phases { check(phase) }
    }

    private mutating func add(_ place: String, _ message: String) {
        mistakes.append(WorkflowMistake(place: place, message: message))
    }

    private mutating func expect<Value: Comparable>(
        _ place: String,
        _ value: Value?,
        in range: ClosedRange<Value>,
        _ text: (Value) -> String = { "\($0)" }
    ) {
        guard let value, !range.contains(value) else { return }
        let limits = "\(text(range.lowerBound))...\(text(range.upperBound))"
        add(place, "expected \(limits), found \(text(value))")
    }

    private mutating func expect(
        _ place: String,
        _ duration: Duration?,
        from shortest: Duration = .zero
    ) {
        expect(place, duration, in: shortest...(.longest), DurationText.text)
    }

    private mutating func expect(_ place: String, _ budget: UsageBudget) {
        expect(place + "tokens", budget.tokens, in: 0...1_000_000_000_000)
        expect(place + "costMicros", budget.costMicros, in: 0...1_000_000_000_000_000)
        expect(place + "requests", budget.requests, in: 0...1_000_000_000)
    }
}

// The workflow as a whole.
extension WorkflowCheck {
    private mutating func checkGraph() {
        if workflow.name.isEmpty { add("workflow", "expected a name, found none") }
        if workflow.phases.isEmpty {
            add("workflow \(workflow.name)", "expected phases, found none")
        }
        for phase in workflow.phases {
            let name = phase.name
            guard name.isEmpty || name.utf8.count > 200 || name.contains("/") else { continue }
            add("phase \(name)", "expected a name of 1...200 bytes without \"/\"")
        }
        let isWhole = checkNames()
        guard isWhole else { return }
        do throws(WorkflowGraph.Defect) {
            _ = try WorkflowGraph(workflow.planned)
        } catch {
            guard case .cycle(let phases) = error else { return }
            let cycle = phases.map(\.name).joined(separator: " → ")
            add("phase \(phases.first?.name ?? "")", "the phases need one another: \(cycle)")
        }
    }

    /// Whether each name is that of one phase; says of each that is not.
    private mutating func checkNames() -> Bool {
        let before = mistakes.count
        let counts = Dictionary(workflow.phases.map { ($0.name, 1) }, uniquingKeysWith: +)
        for (name, count) in counts.sorted(by: { $0.key < $1.key }) where count > 1 {
            add("phase \(name)", "expected one phase of this name, found several")
        }
        for phase in workflow.phases {
            for need in Set(phase.needs + phase.inputs).sorted() where counts[need] == nil {
                add("phase \(phase.name)", "needs \"\(need)\", which is no phase of the workflow")
            }
        }
        return mistakes.count == before
    }

    private mutating func checkRun() {
        let place = "workflow \(workflow.name): "
        expect(place + "timeout", workflow.timeout, from: .microseconds(1))
        expect(place + "maxRollbacks", workflow.maxRollbacks, in: 0...100_000)
        expect(place + "maxConcurrentPhases", workflow.maxConcurrentPhases, in: 1...100_000)
        expect(place + "budget.", workflow.budget)
        expect(place + "contextBudget", workflow.contextBudget, in: 0...Int.max)
        if case .to(let target) = workflow.rollback,
            !workflow.phases.contains(where: { $0.name == target })
        {
            add(place + "rollback", "goes to \"\(target)\", which is no phase of the workflow")
        }
        let isUsed = workflow.phases.contains { $0.settings.retry.onExhausted == .rollback }
        if workflow.rollback != .lastGood, !isUsed {
            add(
                place + "rollback",
                "expected a phase whose retry.onExhausted is rollback, found none"
            )
        }
        let undone = workflow.phases.filter { $0.settings.compensation != nil }
        if workflow.rollback == .compensate, undone.isEmpty {
            add(place + "rollback", "expected a phase with a compensation, found none")
        }
        if workflow.rollback != .compensate, let phase = undone.first {
            add(
                "phase \(phase.name): compensation",
                "expected the workflow's rollback to be compensate: nothing would be undone"
            )
        }
    }
}

// One phase.
extension WorkflowCheck {
    private mutating func check(_ phase: Phase) {
        let place = "phase \(phase.name): "
        let settings = phase.settings
        check(settings.retry, place + "retry.")
        expect(place + "attemptTimeout", settings.attemptTimeout, from: .microseconds(1))
        expect(place + "heartbeatTimeout", settings.heartbeatTimeout, from: .microseconds(1))
        expect(place + "budget.", settings.budget)
        expect(place + "cache.timeToLive", settings.cache.timeToLive)
        if settings.retry.onExhausted == .degrade, settings.fallback == nil {
            add(place + "fallback", "expected a text, because retry.onExhausted is degrade")
        }
        checkValidators(settings.validators, place + "validators")
        guard let rule = settings.onRejected else { return }
        expect(place + "onRejected.max", rule.max, in: 1...100_000)
        if settings.validators.isEmpty {
            add(place + "onRejected", "expected validators, without which nothing is rejected")
        }
        if !isBefore(rule.revise, phase.name) {
            add(
                place + "onRejected.revise",
                "expected a phase that this one rests on, found \"\(rule.revise)\""
            )
        }
    }

    private mutating func check(_ retry: RetryPolicy, _ place: String) {
        expect(place + "initial", retry.initial)
        expect(place + "coefficient", retry.coefficient, in: 1...1000)
        expect(place + "maxInterval", retry.maxInterval)
        expect(place + "maxAttempts", retry.maxAttempts, in: 1...100_000)
        for (index, delay) in retry.delays.enumerated() {
            expect(place + "delays[\(index)]", delay)
        }
        if case .fraction(let share) = retry.jitter {
            expect(place + "jitter", share, in: 0...1)
        }
        expect(place + "maxRetryAfter", retry.maxRetryAfter)
        expect(place + "maxRevisions", retry.maxRevisions, in: 0...100_000)
        expect(place + "patternLength", retry.patternLength, in: 2...100_000)
    }

    private mutating func checkValidators(_ validators: [Validator], _ place: String) {
        var names: Set<String> = []
        for (index, validator) in validators.enumerated() {
            switch validator.condition {
            case .refused(let reason): add(place + "[\(index)]", reason)
            case .function(let name, _) where !names.insert(name).inserted:
                add(place + "[\(index)]", "expected one function named \"\(name)\", found several")
            default: break
            }
        }
    }

    /// Whether one phase needs or reads the other, directly or through others.
    private func isBefore(_ earlier: String, _ later: String) -> Bool {
        var open = [later]
        var seen: Set<String> = []
        while let next = open.popLast() {
            for phase in workflow.phases where phase.name == next {
                for link in phase.needs + phase.inputs where seen.insert(link).inserted {
                    if link == earlier { return true }
                    open.append(link)
                }
            }
        }
        return false
    }
}
