internal import Faults
internal import Runtime
internal import Storage
package import Workflows

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// What happened in a run before, for a process that has to know which faults and answers come next.
package struct PastRun: Sendable, Equatable {
    /// The run's name.
    package let run: String
    /// Its events.
    package let events: [Event]

    /// Notes what happened.
    package init(run: String, events: [Event]) {
        self.run = run
        self.events = events
    }
}

/// A run of a scenario that a child process executes, so that it can be killed. It travels as hexadecimal words.
package struct RunPart: Sendable, Equatable {
    /// The scenario's file.
    package let file: String
    /// The run's name.
    package let run: String
    /// The scenario's seed.
    package let seed: UInt64
    /// The state folder.
    package let state: String
    /// The folder of the cache that the run uses.
    package let cache: String
    /// The id of the run's journal.
    package let id: String
    /// The folder for workspaces.
    package let workspaces: String
    /// What simulated latencies are multiplied by.
    package let timeScale: Double
    /// Whether the journal's run is gone on with.
    package let resumes: Bool
    /// What was executed before.
    package let past: [PastRun]

    /// Executes the run in a child of this program; the child's last words are its events.
    func trace(_ plan: RunPlan, in tool: ToolChild) async -> RunTrace {
        do throws(AgentFailure) {
            let ending = try await tool.run(["execute-part", encoded])
            guard let (status, evicted, events) = Self.lastWords(ending.output) else {
                throw AgentFailure(
                    kind: "process",
                    message: "the run's process ended without a word: \(ending.errors)",
                    isRetryable: false
                )
            }
            var trace = RunTrace(run: plan.run, events: events)
            trace.evicted = max(trace.evicted, evicted)
            let recorded = recordedPhases
            trace.outputs = recorded.compactMapValues { $0.commit?.output }
            let fallbacks = plan.phases.compactMap { phase in
                recorded[phase.id]?.isDegraded == true
                    ? phase.fallback.map { (phase.id, $0) } : nil
            }
            let isKilled = ending.signal == SIGKILL
            trace.end(
                isKilled ? .interrupted : status,
                isKilled ? nil : trace.error,
                fallbacks: Dictionary(fallbacks) { first, _ in first }
            )
            return trace
        } catch {
            return RunTrace.refused(plan, phase: nil, error)
        }
    }

    private var recordedPhases: [PhaseID: RunRestoration.Phase] {
        guard let journal = try? JournalDatabase(folder: state),
            let entries = try? journal.entries(of: id),
            let reading = try? JournalCodec.read(entries)
        else { return [:] }
        return RunRestoration(reading.records).phases
    }

    // MARK: - In the child

    /// Executes the run of a loaded scenario, and kills this process where the run says so.
    package func execute(
        _ scenario: Scenario,
        clock: ContinuousClock,
        wall: @escaping @Sendable () -> Duration,
        environment: [String: String]
    ) async throws {
        guard let run = scenario.runs.first(where: { $0.name == self.run }) else { return }
        let secrets = scenario.secrets(in: environment)
        let world = LiveWorld(
            faults: scenario.faults.map(\.fault),
            surroundings: LiveSurroundings(
                clock: clock,
                wall: wall,
                workspaces: workspaces,
                environment: environment,
                secrets: secrets,
                timeScale: timeScale
            ),
            ownResults: try StoredResults(cacheFolder: cache)
        )
        let plan = try run.plan(
            of: scenario,
            seed: seed,
            environment: environment,
            idempotencyScope: scenario.idempotencyScope(of: run)
        )
        try catchUp(world, scenario)
        let journal = try JournalDatabase(folder: state)
        let lock = try RunLock(run: id, in: state)
        var order = LiveOrder(plan: plan, agents: run.agents.mapValues(\.agent))
        order.hooks = run.hooks
        if resumes {
            let resumption = try Resumption(try journal.entries(of: id), for: plan)
            order.restoration = resumption.restoration
            order.recordedEntries = resumption.entries.count
        }
        order.journal = StoredRunJournal(
            journal,
            origin: RunOrigin(plan, of: scenario, id: id, startedAt: wall()),
            after: order.recordedEntries
        )
        if let phase = run.deathPhase {
            order.afterCommit = (
                phase,
                { events in
                    Self.say(.interrupted, events)
                    kill(getpid(), SIGKILL)
                }
            )
        }
        let trace = await world.run(order)
        lock.release()
        Self.say(trace.status, evicted: trace.evicted, trace.events)
    }

    private func catchUp(_ world: LiveWorld, _ scenario: Scenario) throws {
        var history = CallHistory(faults: scenario.faults.map(\.fault))
        for past in past {
            guard let run = scenario.runs.first(where: { $0.name == past.run }) else { continue }
            history.note(past.events, of: try run.plan(of: scenario, seed: seed), run)
        }
        world.catchUp(injector: history.injector, calls: history.calls)
    }
}

// How a part travels, and what comes back.
extension RunPart {
    var encoded: String {
        var writer = ByteWriter()
        for text in [file, run, state, cache, id, workspaces, "\(timeScale)"] { writer.add(text) }
        writer.add(unsigned: seed)
        writer.add(byte: resumes ? 1 : 0)
        writer.add(past.count)
        for part in past {
            writer.add(part.run)
            writer.add(bytes: JournalCodec.entry(part.events.map(JournalRecord.event)))
        }
        return writer.bytes.map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    /// Reads a part; `nil` where the text is none.
    package init?(encoded: String) {
        let digits = Array(encoded.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { place in
            UInt8(String(decoding: digits[place...place + 1], as: UTF8.self), radix: 16)
        }
        guard bytes.count * 2 == digits.count else { return nil }
        var reader = ByteReader(bytes)
        do {
            file = try reader.text()
            run = try reader.text()
            state = try reader.text()
            cache = try reader.text()
            id = try reader.text()
            workspaces = try reader.text()
            guard let scale = Double(try reader.text()) else { return nil }
            timeScale = scale
            seed = try reader.unsigned()
            resumes = try reader.byte() == 1
            var past: [PastRun] = []
            for _ in 0..<max(0, try reader.integer()) {
                let name = try reader.text()
                let reading = try JournalCodec.read([try reader.content()])
                past.append(PastRun(run: name, events: reading.records.events))
            }
            self.past = past
        } catch {
            return nil
        }
    }

    private static func say(_ status: RunStatus, evicted: Int = 0, _ events: [Event]) {
        var writer = ByteWriter()
        writer.add(status.rawValue)
        writer.add(evicted)
        writer.append(raw: JournalCodec.entry(events.map(JournalRecord.event)))
        var rest = writer.bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private static func lastWords(_ bytes: [UInt8]) -> (RunStatus, Int, [Event])? {
        var reader = ByteReader(bytes)
        guard let status = (try? reader.text()).flatMap(RunStatus.init),
            let evicted = try? reader.integer(),
            let entry = try? reader.raw(reader.remaining),
            let reading = try? JournalCodec.read([entry]), reading.wholeEntries == 1
        else { return nil }
        return (status, evicted, reading.records.events)
    }
}

extension [JournalRecord] {
    /// The events among them.
    package var events: [Event] {
        compactMap { record in
            guard case .event(let event) = record else { return nil }
            return event
        }
    }
}
