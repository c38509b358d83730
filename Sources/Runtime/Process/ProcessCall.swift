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
        var result: Result<AgentAnswer, AgentFailure>
        /// What the child wrote, secrets blanked.
        var transcript: String
    }

    /// The most bytes of an answer; more is a failure.
    static let answerLimit = 16 << 20
    /// The most bytes of standard error that are kept: the last ones.
    static let errorLimit = 64 << 10

    let agent: ProcessAgent
    let workspace: String
    let request: [UInt8]
    /// The environment of this program: where PATH, LANG and declared variables come from.
    let inherited: [String: String]
    let secrets: SecretFilter
    let clock: ContinuousClock
    /// The exit statuses that are an answer.
    var acceptedStatuses: Set<Int> = [0]

    /// A child need not read what it is told, which must not end this program.
    private static let ignoresClosedPipes: Void = { signal(SIGPIPE, SIG_IGN) }()

    /// Performs the call; when the task is cancelled the child's group is killed.
    func perform() async -> Ending {
        Self.ignoresClosedPipes
        do {
            let place = try ProcessPlace(
                of: agent,
                workspace: workspace,
                inherited: inherited
            )
            let ending = try await start(place)
            return Ending(
                result: ending.result.map(blanked).mapError(secrets.blanked),
                transcript: secrets.blanked(ending.transcript)
            )
        } catch let failure as AgentFailure {
            return Ending(result: .failure(secrets.blanked(failure)), transcript: "")
        } catch {
            let failure = AgentFailure(
                kind: "process",
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
            // The leader stays a zombie until this closure is over, so its group's number is still its own.
            defer { try? execution.send(signal: .kill, toProcessGroup: true) }
            let streams = ChildStreams()
            let first = await watch(port: place.port) {
                try? execution.send(signal: $0, toProcessGroup: true)
            } untilOver: {
                async let output = Self.head(of: execution.standardOutput)
                async let errors = Self.tail(of: execution.standardError)
                async let fed: Void = Self.feed(request, to: execution.standardInputWriter)
                let written = await (output, errors)
                await fed
                streams.keep(output: written.0, errors: written.1)
                await ChildExit.wait(for: execution.processIdentifier.value, clock: clock)
            }
            // Before anything is cut or parsed: half a secret is found by no filter.
            return (first, streams.speech.map(secrets.blanked))
        }
        let (ending, said) = child.closureResult
        return Ending(
            result: judge(ending, child.terminationStatus, said),
            transcript: said.transcript
        )
    }

    /// What ended the wait for the child.
    private enum Watch: Sendable {
        case exited
        case answered(PhaseOutput.Response)
        case timedOut
        case refused(AgentFailure)
    }

    /// Waits for the first of: the child's end, the probe's answer, the agent's timeout.
    private func watch(
        port: Int?,
        signal: @escaping @Sendable (Subprocess.Signal) -> Void,
        untilOver: @escaping @Sendable () async -> Void
    ) async -> Watch {
        await withTaskGroup(of: Watch?.self) { group in
            group.addTask {
                await untilOver()
                return .exited
            }
            if let probe = agent.probe, let port {
                let http = HTTPProbe(path: probe.path, port: port, clock: clock)
                group.addTask {
                    do {
                        return .answered(try await http.firstAnswer())
                    } catch let failure as AgentFailure {
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
            guard let first else { return .exited }
            if case .exited = first {
                group.cancelAll()
                return first
            }
            // A server is asked to go, then made to; what it still writes is kept.
            signal(.terminate)
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

    private func judge(
        _ watch: Watch,
        _ status: TerminationStatus,
        _ said: ProcessSpeech
    ) -> Result<AgentAnswer, AgentFailure> {
        switch watch {
        case .answered(let response):
            return .success(
                AgentAnswer(output: PhaseOutput(text: response.body, response: response))
            )
        case .refused(let failure): return .failure(failure)
        case .timedOut:
            let limit = DurationText.text(agent.timeout ?? .zero)
            let what = agent.probe == nil ? "did not end" : "did not answer the probe"
            return .failure(
                AgentFailure(
                    kind: "timeout",
                    message: "the process \(what) within \(limit)\(said.ending)"
                )
            )
        case .exited: break
        }
        if agent.probe != nil {
            return .failure(
                AgentFailure(
                    kind: "process",
                    message: "the server ended (\(Self.text(status))) before it answered the probe"
                        + said.ending,
                    isRetryable: status == .exited(75)
                )
            )
        }
        guard case .exited(let code) = status, acceptedStatuses.contains(Int(code)) else {
            return .failure(failure(status, said))
        }
        guard said.output.utf8.count <= Self.answerLimit else {
            return .failure(
                AgentFailure(
                    kind: "process",
                    message: "the answer is longer than \(Self.answerLimit) bytes",
                    isRetryable: false
                )
            )
        }
        return AgentAnswerText.read(said.output).map { $0.ended(with: Int(code)) }
    }

    private static func text(_ status: TerminationStatus) -> String {
        switch status {
        case .exited(let code): "exit code \(code)"
        case .signaled(let number): "signal \(number)"
        }
    }

    private func failure(_ status: TerminationStatus, _ said: ProcessSpeech) -> AgentFailure {
        // An agent may fail and still say why in its own words.
        if var failure = AgentAnswerText.declaredFailure(in: said.output) {
            if status == .exited(75) { failure.isRetryable = true }
            return failure
        }
        return AgentFailure(
            kind: "process",
            message: "the process ended (\(Self.text(status)))\(said.ending)",
            isRetryable: status == .exited(75)
        )
    }
}

// Streams of the child.
extension ProcessCall {
    /// The first bytes, up to one more than an answer may have; the rest is read and dropped.
    private static func head(of stream: SubprocessOutputSequence) async -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            for try await buffer in stream where bytes.count <= answerLimit {
                buffer.withUnsafeBytes { bytes.append(contentsOf: $0) }
            }
        } catch {
            // A stream that broke has given what it had; the exit status tells the rest.
        }
        return bytes
    }

    /// The last bytes.
    private static func tail(of stream: SubprocessOutputSequence) async -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            for try await buffer in stream {
                buffer.withUnsafeBytes { bytes.append(contentsOf: $0) }
                if bytes.count > 2 * errorLimit { bytes.removeFirst(bytes.count - errorLimit) }
            }
        } catch {
            // As above.
        }
        return bytes.suffix(errorLimit)
    }

    /// A child need not read what it is told: a closed pipe is no failure.
    private static func feed(_ request: [UInt8], to writer: StandardInputWriter) async {
        _ = try? await writer.write(request)
        try? await writer.finish()
    }
}
