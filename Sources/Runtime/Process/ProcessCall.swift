internal import Agents
internal import Subprocess
internal import Workflows

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

#if canImport(System)
internal import System
#else
internal import SystemPackage
#endif

/// One call of a process agent: starts the child, feeds it, ends its whole process group, reads its answer.
struct ProcessCall: Sendable {
    /// What the call led to.
    struct Ending: Sendable {
        var result: Result<AgentAnswer, OperationFailure>
        /// What the child wrote, secrets blanked.
        var transcript: String
    }

    let agent: ProcessAgent
    let workspace: String
    let request: [UInt8]
    /// The environment of this program: where PATH, LANG and declared variables come from.
    let inherited: [String: String]
    let secrets: SecretFilter
    let clock: ContinuousClock
    /// The exit statuses that are an answer.
    var acceptedStatuses: Set<Int> = [0]
    /// Whether what it prints is an answer, which may not be too long.
    var wantsAnswer = true
    /// Learns why the probe had no answer yet, for whoever ends the call.
    var causes = ProbeCauses()
    /// What sends signals to the child's group.
    var signals = ProcessSignals()
    /// How long the child has to end by itself where the call is cancelled.
    var grace = Duration.zero
    /// Whether there is no time for that.
    var urgency = Urgency()
    /// The file into which it writes what it does to the world, if it is an agent.
    var effects: String?
    /// Who wants to know that the child writes.
    var heartbeat: OutputHeartbeat?
    /// The frames that the child sends.
    var frames = FrameStream()
    /// What takes up what the child took, where that is measured.
    var account: ProgramAccount?
    /// What watches the memory of the child's group, where that is measured.
    var memory: GroupMemory?

    /// A child need not read its request, which must not end this program.
    private static let ignoresClosedPipes: Void = { signal(SIGPIPE, SIG_IGN) }()

    /// Performs the call; when the task is cancelled the child's group is killed.
    func performed() async -> Ending {
        Self.ignoresClosedPipes
        do {
            let place = try ProcessPlace(
                of: agent,
                workspace: workspace,
                inherited: inherited,
                effects: effects
            )
            let ending = try await start(place)
            return Ending(
                result: ending.result.map(blanked).mapError(secrets.blanked),
                transcript: secrets.blanked(ending.transcript)
            )
        } catch let failure as OperationFailure {
            return Ending(result: .failure(secrets.blanked(failure)), transcript: "")
        } catch {
            let failure = OperationFailure(
                kind: .process,
                message: "cannot start \(agent.command.first ?? ""): \(error)",
                isRetryable: false
            )
            return Ending(result: .failure(secrets.blanked(failure)), transcript: "")
        }
    }

    private func blanked(_ answer: AgentAnswer) -> AgentAnswer {
        var answer = answer
        answer.output = secrets.blanked(answer.output)
        return answer
    }

    private func start(_ place: ProcessPlace) async throws -> Ending {
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
        ]
        let configuration = Configuration(
            executable: place.executable.contains("/")
                ? .path(FilePath(place.executable)) : .name(place.executable),
            arguments: Arguments(place.arguments),
            environment: .custom(place.environment),
            workingDirectory: FilePath(place.directory),
            platformOptions: options
        )
        let child = try await run(
            configuration,
            input: .inputWriter,
            output: .sequence,
            error: .sequence
        ) { execution in
            memory?.begin(execution.processIdentifier.value)
            signals.open { number in
                try? execution.send(signal: .init(rawValue: number), toProcessGroup: true)
            }
            let streams = ChildStreams()
            let first = await watch(port: place.port, causes) {
                try? execution.send(signal: $0, toProcessGroup: true)
            } untilOver: {
                async let output = answer(in: execution.standardOutput) {
                    try? execution.send(signal: .kill, toProcessGroup: true)
                }
                async let errors = record(
                    of: execution.standardError,
                    keeping: StreamRecord.endLimit
                )
                async let fed: Void = Self.feed(request, to: execution.standardInputWriter)
                let written = await (output, errors)
                await fed
                streams.keep(output: written.0, errors: written.1)
                await ChildExit.wait(for: execution.processIdentifier.value, clock: clock)
            }
            // The leader stays a zombie until this closure is over, so its group's number is still its own.
            signals.close()
            memory?.end()
            try? execution.send(signal: .kill, toProcessGroup: true)
            await account?.add(execution.processIdentifier.value)
            return (first, streams, causes.last)
        }
        let (first, streams, cause) = child.closureResult
        let (output, errors) = streams.take()
        // Without an answer the frames are one.
        let isStream = frames.texts != nil && output.isBlank
        let said = ProcessSpeech(
            output: isStream ? frames.texts ?? output : output,
            errors: errors,
            wasKilled: !first.isExit || child.terminationStatus.isSignal,
            secrets: secrets
        )
        return Ending(
            result: cut(said, isStream: isStream)
                ?? judge(first, child.terminationStatus, said, cause, isStream: isStream),
            transcript: said.transcript
        )
    }

    /// What ended the wait for the child.
    enum Watch: Sendable {
        case exited
        case answered(PhaseOutput.Response)
        case timedOut
        case refused(OperationFailure)

        var isExit: Bool {
            if case .exited = self { true } else { false }
        }
    }

    /// Waits for the first of: the child's end, the probe's answer, the agent's timeout.
    private func watch(
        port: Int?,
        _ causes: ProbeCauses,
        signal: @escaping @Sendable (Subprocess.Signal) -> Void,
        untilOver: @escaping @Sendable () async -> Void
    ) async -> Watch {
        await withTaskGroup(of: Watch?.self) { group in
            group.addTask {
                await untilOver()
                return .exited
            }
            if let probe = agent.probe, let port {
                let http = HTTPProbe(
                    path: probe.path,
                    port: port,
                    clock: clock,
                    causes: causes,
                    secrets: secrets
                )
                group.addTask {
                    do {
                        return .answered(try await http.firstAnswer())
                    } catch let failure as OperationFailure {
                        return .refused(failure)
                    } catch {
                        return nil
                    }
                }
            }
            if let timeout = agent.timeout {
                group.addTask {
                    (try? await clock.sleep(for: timeout)) == nil ? nil : .timedOut
                }
            }
            var first: Watch?
            while first == nil, let next = await group.next() { first = next }
            causes.settle()
            guard let first else { return .exited }
            if case .exited = first {
                group.cancelAll()
                return first
            }
            // A server is asked to go, then made to; what it still writes is kept. Whoever is late has no time left.
            frames.release()
            if case .timedOut = first { signal(.kill) } else { signal(.terminate) }
            group.addTask {
                try? await clock.sleep(for: .milliseconds(500))
                return .timedOut
            }
            while let next = await group.next() {
                if case .exited = next { break }
                if case .timedOut = next { signal(.kill) }
            }
            group.cancelAll()
            return first
        }
    }
}
