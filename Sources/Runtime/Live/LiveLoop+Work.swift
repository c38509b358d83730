internal import Workflows

// What takes time.
extension LiveLoop {
    /// The one piece of work there is, where nothing else is under way that could come in between.
    mutating func takeWorkAlone() -> Work? {
        guard work.count == 1, underWay.isEmpty, armed.isEmpty, besides == 0, waiting.isEmpty,
            order.cancelsAt == nil, let alone = work.popLast()
        else { return nil }
        switch alone {
        // A commit that is being recorded goes on to its dependants, which must not wait for this call.
        case .call(let task) where !task.isEndless && entries.isEmpty: return alone
        case .append: return alone
        case .call, .validate, .hook:
            work.append(alone)
            return nil
        }
    }

    /// Awaits a piece of work in place.
    mutating func perform(_ work: Work) async {
        switch work {
        case .call(let task):
            let result = await task.perform()
            pending.append(.ended(task.id, result ?? .failure(Self.calledOff)))
        case .append(let entry, let answer):
            recorded(answer, await Self.append(entry, to: order.journal))
        case .validate, .hook: break
        }
    }

    private static let calledOff = AgentFailure(
        kind: "cancelled",
        message: "the call was called off",
        isRetryable: false
    )

    private static func append(
        _ entry: JournalWriter.Entry,
        to journal: (any RunJournal)?
    ) async -> AgentFailure? {
        do throws(AgentFailure) {
            try await journal?.append(entry)
            return nil
        } catch {
            return error
        }
    }

    /// Gives everything that was asked for a task.
    mutating func startAll(_ group: inout DiscardingTaskGroup) {
        var calls: [CallQueue.Call] = []
        for piece in work {
            if case .call(let task) = piece {
                let stop = plan.mayStop(task.id.phase) ? CallStop() : nil
                let call = CallQueue.Call(task: task, stop: stop)
                underWay.begin(call)
                calls.append(call)
            } else {
                start(piece, &group)
            }
        }
        work.removeAll(keepingCapacity: true)
        start(calls, &group)
    }

    private func start(_ calls: [CallQueue.Call], _ group: inout DiscardingTaskGroup) {
        guard calls.count > CallQueue.starters else {
            for call in calls { group.addTask { await call.report() } }
            return
        }
        let queue = CallQueue(calls)
        for _ in 0..<CallQueue.starters { group.addTask { await queue.start() } }
    }

    private mutating func start(_ piece: Work, _ group: inout DiscardingTaskGroup) {
        switch piece {
        case .call: preconditionFailure("calls are started together")
        case .append(let entry, let answer):
            let journal = order.journal
            group.addTask { [inbox] in
                inbox.post(.recorded(answer, await Self.append(entry, to: journal)))
            }
        case .validate(let phase, let output, let findings):
            besides += 1
            let checks = liveChecks(of: phase, output)
            group.addTask { [inbox] in
                var all = findings
                for check in checks {
                    if let finding = await check() { all.append(finding) }
                }
                inbox.post(.signal(.validated(phase: phase, all)))
            }
        case .hook(let phase, let hook, let performer):
            besides += 1
            group.addTask { [inbox] in
                let failure = await Self.failure(of: performer)
                inbox.post(.signal(.hooked(phase: phase, hook, failure)))
            }
        }
    }
}

// Hooks and validators of the user's.
extension LiveLoop {
    mutating func performer(
        of hook: LiveHook,
        _ kind: PhaseHook,
        _ phase: Int
    ) throws(AgentFailure) -> ProcessOrFunction {
        let request = AgentRequest(
            phase: machine.planned[phase].id,
            attempt: machine.attempts(of: phase),
            requirements: plan.requirements,
            inputs: machine.output(of: phase).map {
                [.init(phase: machine.planned[phase].id, output: $0)]
            }
                ?? [],
            feedback: nil,
            history: [],
            budget: nil,
            idempotencyScope: "\(plan.idempotencyScope)/\(kind.rawValue)"
        )
        switch hook {
        case .function(let agent): return .function(agent, request)
        case .process(let agent):
            return .process(try process(agent, AgentRequestText.json(request, run: plan.run)))
        }
    }

    private static func failure(of performer: ProcessOrFunction) async -> AgentFailure? {
        var result: Result<AgentAnswer, AgentFailure>
        switch performer {
        case .process(let call): result = await call.perform().result
        case .function(let agent, let request):
            do throws(AgentFailure) {
                result = .success(try await agent.body(request, {}))
            } catch {
                result = .failure(error)
            }
        }
        guard case .failure(var failure) = result else { return nil }
        failure.message = "\(failure.kind): \(failure.message)"
        failure.kind = "hook"
        failure.isRetryable = false
        return failure
    }

    private mutating func liveChecks(
        of phase: Int,
        _ output: PhaseOutput
    ) -> [@Sendable () async -> ValidationFinding?] {
        let declared = machine.planned[phase].configuration.validators.filter(\.isLive)
        var checks: [@Sendable () async -> ValidationFinding?] = []
        for validator in declared {
            switch validator {
            case .command(let command):
                let agent = ProcessAgent(
                    command: command.words,
                    scenarioDirectory: command.scenarioDirectory,
                    repository: command.repository
                )
                let input = Array(output.text.utf8)
                do throws(AgentFailure) {
                    let call = try process(agent, input)
                    checks.append { await Self.finding(of: validator, call) }
                } catch {
                    let finding = ValidationFinding(validator, error.message)
                    checks.append { finding }
                }
            case .function(let name):
                guard let function = order.validators[name] else { continue }
                checks.append {
                    await function.finding(output).map { ValidationFinding(validator, $0) }
                }
            default: break
            }
        }
        return checks
    }

    private static func finding(
        of validator: Validator,
        _ call: ProcessCall
    ) async -> ValidationFinding? {
        guard case .failure(let failure) = await call.perform().result else { return nil }
        return ValidationFinding(validator, failure.message)
    }
}
