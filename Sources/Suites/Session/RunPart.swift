package import Scenarios
internal import Files
package import Runtime
internal import Storage
package import Workflows

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A run of a scenario that a child process executes, so that it can be killed. It travels as hexadecimal words.
package struct RunPart: Sendable, Equatable {
    /// The scenario's file.
    package let file: String
    /// The scenario's name, with the variant that the matrix chose.
    package let scenario: String
    /// The climate that it runs in where that is not the file's own; empty otherwise.
    package let climate: String
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
    /// Whether the journal's run is resumed.
    package let resumes: Bool
    /// The name of the run that it resumes, first of the row, or its own.
    package let lineage: String
    /// How often that run has been resumed.
    package let life: Int
    /// What acted on the opening of the journal that it resumes.
    package let opened: [FiredFault]
    /// How much of that journal was cut: the child reads what is left.
    package let cutBytes: Int
    /// Whether the scenario's faults are left out.
    package let leavesOutFaults: Bool
    /// The number of the event after which this process dies, where the scenario does not say when.
    package let lastEvent: Int?
    /// What it depends on of what was executed before.
    package let basis: ScenarioBasis

    // MARK: - In the child

    /// Executes the run of a loaded scenario, and kills this process where the run says so; once the urgency is demanded
    /// nothing that ends has any time left.
    package func execute(
        _ declared: Scenario,
        clock: ContinuousClock,
        wall: @escaping @Sendable () -> Duration,
        environment: [String: String],
        urgency: Urgency
    ) async throws {
        let exposed = try climate.isEmpty ? declared : declared.under(climate)
        let scenario = leavesOutFaults ? exposed.withoutFaults : exposed
        guard let run = scenario.runs.first(where: { $0.name == self.run }) else { return }
        // Should the tool die, its folder is this process's too.
        let hold = OwnedFolder(around: workspaces)
        defer { withExtendedLifetime(hold) {} }
        let secrets = scenario.secrets(in: environment)
        var surroundings = LiveEnvironment(
            clock: clock,
            wall: wall,
            workspaces: workspaces,
            environment: environment,
            secrets: secrets,
            timeScale: timeScale
        )
        surroundings.urgency = urgency
        let world = LiveWorld(
            faults: scenario.faults.map(\.fault),
            surroundings: surroundings,
            ownResults: try StoredResults(cacheFolder: cache)
        )
        let plan = try run.plan(
            of: scenario,
            seed: seed,
            environment: environment
        ).identified(by: id)
        world.continueFrom(basis)
        let journal = try JournalDatabase(folder: state)
        let lock = try RunLock(run: id, in: state)
        var part = RunRequest(plan: plan)
        part.lineage = lineage
        part.life = life
        part.interrupt(by: run.interruption)
        if let lastEvent { part.death = .afterEvents(lastEvent) }
        var origin = RunOrigin(plan, of: scenario, id: id, startedAt: wall())
        if resumes {
            origin = try journal.origin(known: origin)
            let resumption = try Resumption(
                try Self.entries(of: id, in: journal),
                for: plan,
                cutBefore: cutBytes
            )
            part.restoration = resumption.restoration
            part.recordedEntries = resumption.entries.count
            part.opened = opened
        }
        let recorder = StoredRunJournal(
            journal,
            origin: origin,
            after: part.recordedEntries
        )
        var order = LiveRunRequest(SessionRun(run: run, order: part), journal: recorder)
        order.effects = EffectFolder(ofRun: id, in: state)
        order.onDeath = { events, evidence, basis in
            LastWords(status: .interrupted, basis: basis, events: events, evidence: evidence).say()
            kill(getpid(), SIGKILL)
        }
        let trace = await world.run(order)
        lock.release()
        LastWords(
            status: trace.status,
            evicted: trace.evicted,
            basis: world.basis,
            events: trace.events,
            evidence: trace.evidence
        ).say()
    }
}

extension RunPart {
    /// What a journal has of a run; nothing where its process died before the first record.
    private static func entries(
        of id: String,
        in journal: JournalDatabase
    ) throws(StorageFailure) -> [[UInt8]] {
        do throws(StorageFailure) {
            return try journal.entries(of: id)
        } catch  where error.kind == .missing {
            return []
        }
    }
}

// How a part travels, and what comes back.
extension RunPart {
    var encoded: String {
        var writer = ByteWriter()
        for text in [
            file, scenario, climate, run, state, cache, id, workspaces, "\(timeScale)",
        ] {
            writer.add(text)
        }
        writer.add(unsigned: seed)
        writer.add(byte: resumes ? 1 : 0)
        writer.add(lineage)
        writer.add(life)
        writer.add(byte: leavesOutFaults ? 1 : 0)
        writer.add(opened.count)
        for fault in opened {
            writer.add(fault.id)
            writer.add(fault.type)
        }
        writer.add(cutBytes)
        writer.add(lastEvent ?? 0)
        basis.encode(into: &writer)
        return writer.bytes.map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    /// Reads a part; `nil` if the text is not one.
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
            scenario = try reader.text()
            climate = try reader.text()
            run = try reader.text()
            state = try reader.text()
            cache = try reader.text()
            id = try reader.text()
            workspaces = try reader.text()
            guard let scale = Double(try reader.text()) else { return nil }
            timeScale = scale
            seed = try reader.unsigned()
            resumes = try reader.byte() == 1
            lineage = try reader.text()
            life = try reader.integer()
            leavesOutFaults = try reader.byte() == 1
            var opened: [FiredFault] = []
            for _ in 0..<max(0, try reader.integer()) {
                opened.append(FiredFault(id: try reader.text(), type: try reader.text()))
            }
            self.opened = opened
            cutBytes = try reader.integer()
            let event = try reader.integer()
            lastEvent = event > 0 ? event : nil
            basis = try ScenarioBasis(from: &reader)
        } catch {
            return nil
        }
    }
}
