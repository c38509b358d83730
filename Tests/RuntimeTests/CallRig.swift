import Agents
import Foundation
import TestSupport
import Workflows

@testable import Runtime

/// One call of a process agent, without a run around it.
struct CallRig {
    let folder: TemporaryFolder
    let workspace: String

    init() throws {
        _ = Machine.ignoresBrokenPipes
        folder = try TemporaryFolder()
        workspace = try folder.folder("workspace")
    }

    func call(
        _ agent: ProcessAgent,
        request: String = "{}\n",
        environment: [String: String] = [:],
        secrets: [String] = [],
        heartbeat: OutputHeartbeat? = nil,
        signals: ProcessSignals? = nil,
        account: ProgramAccount? = nil,
        memory: GroupMemory? = nil
    ) async -> ProcessCall.Ending {
        let path = Machine.environment["PATH"] ?? "/usr/bin:/bin"
        var call = ProcessCall(
            agent: agent,
            workspace: workspace,
            request: Array(request.utf8),
            inherited: ["PATH": path].merging(environment) { _, own in own },
            secrets: SecretFilter(secrets),
            clock: ContinuousClock(),
            heartbeat: heartbeat
        )
        if let signals { call.signals = signals }
        call.account = account
        call.memory = memory
        return await call.perform()
    }

    func call(_ script: String) async -> ProcessCall.Ending { await call(.shell(script)) }
}

extension ProcessCall.Ending {
    var answer: AgentAnswer? { try? result.get() }

    var text: String? { answer?.output.text }

    var failure: OperationFailure? {
        if case .failure(let failure) = result { failure } else { nil }
    }
}
