import TestSupport
import Workflows

/// Random records of a journal: every kind, with texts and numbers from the ends of their ranges.
struct RandomRecords {
    private var source: SplitMix64

    init(seed: UInt64) {
        source = SplitMix64(seed: seed)
    }

    mutating func record() -> JournalRecord {
        switch Int.random(in: 0..<14, using: &source) {
        case 0: .opened(header())
        case 10: .rests(basis())
        case 13: .asked(Digest(of: "\(Int.random(in: 0..<1_000_000, using: &source))"))
        case 11:
            .decided(Bool.random(using: &source) ? .abandoned(phase()) : .awaitsHookAfter(phase()))
        case 12:
            .decided(
                .exhausted(
                    .init(
                        phase: phase(),
                        failure: failure(),
                        awaitsHook: Bool.random(using: &source),
                        isLate: Bool.random(using: &source)
                    )
                )
            )
        case 1, 2: .committed(commit())
        case 3:
            .told(
                .init(
                    phase: phase(),
                    history: list {
                        .init(attempt: $0.number(), outcome: $0.text(), output: $0.text())
                    },
                    feedback: maybe { $0.text() }
                )
            )
        default: .event(event())
        }
    }

    private mutating func basis() -> ScenarioBasis {
        var tally = FaultTally()
        tally.visits = number()
        tally.overshadowed = number()
        tally.shadows = Set(list { $0.text() })
        if Bool.random(using: &source) {
            tally.burstEnd = .init(run: text(), repetition: number(), time: duration())
        }
        var basis = ScenarioBasis(delivered: [text(): number()], tallies: [text(): tally])
        for scope in list({ $0.text() }) {
            basis.lowered[scope] = ResourcePassage(
                permits: number(),
                tokens: number(),
                costMicros: number()
            )
        }
        for phase in list({ $0.phase() }) {
            let field = pick(CacheKey.Field.allCases, .inputs)
            basis.omitted[phase, default: []].insert(field)
        }
        return basis
    }

    mutating func event() -> Event {
        Event(
            sequence: number(),
            time: duration(),
            run: .init(name: text(), repetition: number()),
            kind: kind()
        )
    }

    private mutating func kind() -> Event.Kind {
        let phase = phase()
        return switch Int.random(in: 0..<25, using: &source) {
        case 0: .runStarted(workflow: text(), seed: source.next())
        case 1:
            .runEnded(
                status: pick(RunStatus.allCases, .failed),
                error: maybe { source in
                    RunError(
                        phase: source.maybe { $0.phase() },
                        failure: source.failure()
                    )
                }
            )
        case 2: .phaseStarted(phase)
        case 3: .phaseEnded(phase, status: pick(PhaseEnding.allCases, .failed))
        case 4: .phaseSkipped(phase)
        case 5: .phaseDegraded(phase, digest: digest(), cause: text())
        case 6: .phaseCommitted(phase, digest: digest(), inputs: maybe { $0.digest() })
        case 7: .phaseDiscarded(phase, digest: digest())
        case 8: .cacheHit(phase, digest: digest(), inputs: maybe { $0.digest() })
        case 9: .cacheMissed(phase, because: list { $0.text() })
        case 10: .attemptStarted(phase, attempt: number(), truncatedBytes: number())
        case 11:
            .attemptSucceeded(
                phase,
                attempt: number(),
                digest: digest(),
                response: maybe { $0.number() },
                usage: usage()
            )
        case 12:
            .attemptFailed(phase, attempt: number(), failure: failure(using: usage()))
        default: rareKind(phase)
        }
    }

    private mutating func rareKind(_ phase: PhaseID) -> Event.Kind {
        let attempt = number()
        return switch Int.random(in: 0..<13, using: &source) {
        case 0: .retryScheduled(phase, attempt: attempt, delay: duration(), cause: text())
        case 1:
            .validationFailed(
                phase,
                attempt: attempt,
                finding: ValidationFinding(named: text(), message: text())
            )
        case 2:
            .revisionRequested(phase, revise: self.phase(), revision: attempt, review: text())
        case 3:
            .faultInjected(
                maybe { _ in phase.name.isEmpty ? "a" : phase },
                attempt: attempt == 0 ? nil : attempt,
                fault: text(),
                effect: text()
            )
        case 4: .patternFound(phase, attempt: attempt, pattern: text(), count: number())
        case 5: .anomalyFound(phase, took: duration(), limit: duration())
        case 6:
            .rolledBack(phase, policy: text(), to: maybe { $0.phase() }, failure: failure())
        case 7: .compensationStarted(phase, attempt: attempt)
        case 8: .compensated(phase, attempt: attempt, failure: maybe { $0.failure() })
        case 9:
            .hookEnded(
                phase,
                hook: pick(PhaseHook.allCases, .before),
                failure: maybe { $0.failure() }
            )
        case 10:
            .runResumed(
                workflow: text(),
                seed: source.next(),
                restored: number(),
                cutBytes: attempt
            )
        case 11: .cacheEvicted(phase, count: attempt)
        default: .phaseRestored(phase, digest: digest(), isFallback: attempt % 2 == 0)
        }
    }

    private mutating func header() -> RunHeader {
        let count = Int.random(in: 0..<8, using: &source)
        let phases = (0..<count).map { place in
            let needs = (0..<place).filter { _ in Bool.random(using: &source) }
            return RunHeader.Phase(id: phase(), needs: needs)
        }
        return RunHeader(
            workflow: text(),
            run: .init(name: text(), repetition: number()),
            seed: source.next(),
            startedAt: duration(),
            phases: phases
        )
    }

    private mutating func commit() -> CommittedPhase {
        let files = list { PhaseOutput.File(path: $0.text(), bytes: Array($0.text().utf8)) }
        let response = maybe {
            PhaseOutput.Response(status: $0.number(), body: $0.text(), port: $0.number())
        }
        return CommittedPhase(
            phase: phase(),
            identity: list { CacheKey.Part($0.text(), $0.digest()) },
            isCached: Bool.random(using: &source),
            output: PhaseOutput(
                text: text(),
                files: files,
                response: response,
                exitStatus: number()
            )
        )
    }

    private mutating func usage() -> Usage {
        Usage(
            tokens: maybe { $0.number() },
            costMicros: maybe { $0.number() },
            calls: maybe { $0.number() },
            memoryBytes: maybe { $0.number() },
            isMemoryShared: Bool.random(using: &source)
        )
    }

    private mutating func failure(using usage: Usage = .unknown) -> OperationFailure {
        OperationFailure(
            kind: text(),
            message: text(),
            retryAfter: maybe { $0.duration() },
            retryAt: maybe { $0.duration() },
            isRetryable: Bool.random(using: &source),
            calls: number(),
            usage: usage
        )
    }

    private mutating func phase() -> PhaseID { PhaseID(text()) }

    private mutating func digest() -> Digest { Digest(of: String(source.next())) }

    private mutating func text() -> String {
        pick(
            [
                "", "a", "coder", "zwei Wörter\n\"", "\u{0}", "👩‍💻",
                String(repeating: "x", count: 300),
            ],
            ""
        )
    }

    private mutating func number() -> Int {
        let bits = Int.random(in: 0..<64, using: &source)
        return Int(truncatingIfNeeded: source.next() >> UInt64(bits))
    }

    /// Whole microseconds, the finest that records hold.
    private mutating func duration() -> Duration {
        .microseconds(Int64(truncatingIfNeeded: source.next() >> 12))
    }

    private mutating func pick<Element>(_ choices: [Element], _ other: Element) -> Element {
        choices.randomElement(using: &source) ?? other
    }

    private mutating func maybe<Element>(_ make: (inout Self) -> Element) -> Element? {
        Bool.random(using: &source) ? make(&self) : nil
    }

    private mutating func list<Element>(_ make: (inout Self) -> Element) -> [Element] {
        (0..<Int.random(in: 0..<4, using: &source)).map { _ in make(&self) }
    }
}
