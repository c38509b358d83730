internal import Workflows

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// What a child process says of the run that it executed, before it dies or ends.
struct LastWords {
    let status: RunStatus
    /// How many results the cache evicted for those of the run.
    let evicted: Int
    /// What the runs after it depend on.
    let basis: ScenarioBasis
    let events: [Event]
    /// What its host saw besides.
    let evidence: HostEvidence

    init(
        status: RunStatus,
        evicted: Int = 0,
        basis: ScenarioBasis,
        events: [Event],
        evidence: HostEvidence = HostEvidence()
    ) {
        self.status = status
        self.evicted = evicted
        self.basis = basis
        self.events = events
        self.evidence = evidence
    }

    /// Reads them; `nil` where these are none.
    init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard let status = (try? reader.text()).flatMap(RunStatus.init),
            let evicted = try? reader.integer(),
            let content = try? reader.content(),
            let basis = Self.basis(content),
            let evidence = try? HostEvidence(from: &reader),
            let discards = Self.discards(&reader),
            let entry = try? reader.raw(reader.remaining),
            let reading = try? JournalCodec.read([entry]), reading.wholeEntries == 1
        else { return nil }
        let events = reading.records.events
        guard events.count == discards.count else { return nil }
        self.init(
            status: status,
            evicted: evicted,
            basis: basis,
            events: zip(events, discards).map { event, discards in
                Event(
                    sequence: event.sequence,
                    time: event.time,
                    run: event.run,
                    place: event.place,
                    discards: discards,
                    kind: event.kind
                )
            },
            evidence: evidence
        )
    }

    private static func basis(_ bytes: [UInt8]) -> ScenarioBasis? {
        var reader = ByteReader(bytes)
        let basis = try? ScenarioBasis(from: &reader)
        return reader.isAtEnd ? basis : nil
    }

    /// How often the work had been discarded of each phase that is called, event by event.
    private static func discards(_ reader: inout ByteReader) -> [Int32]? {
        guard let count = try? reader.integer(), count >= 0, count <= reader.remaining else {
            return nil
        }
        var discards: [Int32] = []
        for _ in 0..<count {
            guard let number = try? reader.integer() else { return nil }
            discards.append(Int32(clamping: number))
        }
        return discards
    }

    /// As bytes. An event's evidence is no part of it in a journal, and is handed over besides.
    var encoded: [UInt8] {
        var writer = ByteWriter()
        writer.add(status.rawValue)
        writer.add(evicted)
        var content = ByteWriter()
        basis.encode(into: &content)
        writer.add(bytes: content.bytes)
        evidence.encode(into: &writer)
        writer.add(events.count)
        for event in events { writer.add(Int(event.discards)) }
        writer.append(raw: JournalCodec.entry(events.map(JournalRecord.event)))
        return writer.bytes
    }

    /// What there is to show of the run, and to judge it by.
    func trace(of run: Event.Run) -> RunTrace {
        var trace = RunTrace(run: run, events: events)
        trace.evicted = max(trace.evicted, evicted)
        trace.evidence = evidence
        return trace
    }

    /// Writes them to standard output.
    func say() {
        var rest = encoded[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}

extension [JournalRecord] {
    /// The events among them.
    var events: [Event] {
        compactMap { record in
            guard case .event(let event) = record else { return nil }
            return event
        }
    }
}
