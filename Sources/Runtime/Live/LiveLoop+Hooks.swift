internal import Agents
internal import Locks
internal import Workflows

// User-supplied hooks and validators.
extension LiveLoop {
    mutating func performer(
        of hook: LiveHook,
        _ kind: PhaseHook,
        _ phase: Int,
        _ host: RunHost
    ) throws(OperationFailure) -> ProcessOrFunction {
        let request = host.request(for: kind, of: phase)
        switch hook {
        case .function(let agent): return .function(agent, request)
        case .process(let agent):
            let json = AgentRequestText.json(request, run: host.plan.run)
            return .process(try process(agent, json), try stay(during: phase, host))
        }
    }

    static func failure(of performer: ProcessOrFunction) async -> OperationFailure? {
        switch performer {
        case .process(let call, let stay): await stay.perform(call).result.failureOfHook
        case .function(let agent, let request): await agent.result(request).failureOfHook
        }
    }

    mutating func liveChecks(
        _ declared: [Validator],
        _ output: PhaseOutput,
        of phase: Int,
        _ host: RunHost,
        _ urgency: Urgency
    ) -> [@Sendable () async -> ValidationFinding?] {
        var checks: [@Sendable () async -> ValidationFinding?] = []
        for validator in declared {
            switch validator {
            case .command(let command):
                let agent = ProcessAgent(
                    command: command.words,
                    answer: .text,
                    scenarioDirectory: command.scenarioDirectory,
                    repository: command.repository
                )
                let input = Array(output.text.utf8)
                do throws(OperationFailure) {
                    var call = try process(agent, input)
                    call.urgency = urgency
                    let stay = try stay(during: phase, host)
                    checks.append { [call] in await Self.finding(of: validator, call, stay) }
                } catch {
                    let finding = ValidationFinding(validator, error.message)
                    checks.append { finding }
                }
            case .function(let name):
                guard let function = order.validators[name] else { continue }
                checks.append {
                    await function.finding(output).map {
                        ValidationFinding(named: function.name, message: $0)
                    }
                }
            case .condition: break
            }
        }
        return checks
    }

    /// Asks one validator after the other, until the output does not count any more.
    mutating func judge(
        _ turn: TurnID,
        _ checks: [@Sendable () async -> ValidationFinding?],
        _ findings: [ValidationFinding],
        _ urgency: Urgency
    ) {
        let handle = CallHandle(urgency)
        judging[turn] = handle
        otherWork += 1
        starting.append { inbox in
            let found = Guarded(findings)
            handle.begin {
                for check in checks where !Task.isCancelled {
                    if let finding = await check() { found.withLock { $0.append(finding) } }
                }
            }
            await withTaskCancellationHandler {
                await handle.end()
            } onCancel: {
                handle.stop(atOnce: false)
            }
            inbox.post(.signal(.validated(turn, found.withLock { $0 })))
        }
    }

    /// Nothing is judged any more in a turn: there is a verdict, or none is wanted.
    mutating func endJudging(of turn: TurnID) {
        if judging.removeValue(forKey: turn) != nil { otherWork -= 1 }
    }

    private static func finding(
        of validator: Validator,
        _ call: ProcessCall,
        _ stay: WorkspaceStay
    ) async -> ValidationFinding? {
        guard case .failure(let failure) = await stay.perform(call).result else { return nil }
        return ValidationFinding(validator, failure.message)
    }
}
