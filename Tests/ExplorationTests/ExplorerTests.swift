import Invariants
import Scenarios
import Testing
import Workflows

@testable import Exploration

/// Exploring finds what breaks a promise, and nothing else.
@Suite("Exploring")
struct ExplorerTests {
    private let laboratory: Laboratory

    init() throws { laboratory = try Laboratory() }

    private func effects(_ exploration: Exploration) -> [Finding] {
        exploration.findings.filter { $0.violation.promise == .invariant(.effectsOnce) }
    }

    @Test("finds a payment that is done twice because its answer is late or lost, by one fault")
    func doubleEffect() async throws {
        let found = try await laboratory.explore(laboratory.scenario(Laboratory.payment))
        let finding = try #require(effects(found).first)
        #expect(finding.schedule.count == 1)
        #expect(finding.schedule.first?.site.phase == "pay")
        #expect(finding.violation.promise.harm == .doubleEffect)
        #expect(finding.violation.promise.owner(in: found.scenario) == "workload")
    }

    @Test("does not find it where the other side knows the key")
    func mended() async throws {
        let found = try await laboratory.explore(laboratory.scenario(Laboratory.mended))
        #expect(effects(found).isEmpty)
        #expect(found.reach.cells.contains { $0.key.type == "ack_lost" && $0.value.fired > 0 })
    }

    @Test("executes every single and every pair, and says so")
    func exhaustive() async throws {
        let scenario = try laboratory.scenario(Laboratory.mended)
        let some = try await laboratory.explore(scenario, seeds: 10)
        #expect(some.singles.total > 100)
        #expect(some.singles.executed == some.singles.total)
        #expect(some.pairs.executed == 10)
        #expect(!some.isExhaustive)
        let singles = try await laboratory.explore(scenario, seeds: 1, faults: 1)
        #expect(singles.pairs.total == 0)
        #expect(singles.isExhaustive)
        let none = try await laboratory.explore(scenario, seeds: 5, faults: 0)
        #expect(none.singles.total == 0)
        #expect(none.reach.cells.isEmpty)
    }

    @Test("gives the same on one job and on several, findings and traces alike")
    func jobs() async throws {
        let scenario = try laboratory.scenario(Laboratory.payment)
        let one = try await laboratory.explore(scenario, seeds: 900)
        let three = try await laboratory.explore(scenario, seeds: 900, jobs: 3)
        #expect(one.hash == three.hash)
        #expect(one.reach.cells == three.reach.cells)
        #expect(one.findings.map(\.fingerprint) == three.findings.map(\.fingerprint))
        #expect(one.findings.map(\.seed) == three.findings.map(\.seed))
        #expect(one.never == three.never)
    }

    @Test("executes seeds again as run does, and their traces agree")
    func rechecked() async throws {
        let text = Laboratory.payment.replacing("cache: {enabled: false}", with: "cache: {ttl: 1h}")
            .replacing("[{name: cold}]", with: "[{name: cold}, {name: warm, advance: 2h}]")
        let found = try await laboratory.explore(laboratory.scenario(text), seeds: 2_000)
        #expect(found.rechecked > 5)
        #expect(!found.findings.contains { $0.violation.promise == .invariant(.determinism) })
    }

    @Test("names what it never came to")
    func never() async throws {
        let found = try await laboratory.explore(laboratory.scenario(Laboratory.mended))
        #expect(found.never.contains("never: a compensation"))
        #expect(!found.never.contains("never: another attempt after a failed one"))
    }

    @Test("judges what the scenario says that always holds")
    func always() async throws {
        let text = Laboratory.mended + "\nalways: {status: succeeded}"
        let found = try await laboratory.explore(laboratory.scenario(text), seeds: 50)
        let finding = try #require(found.findings.first { $0.violation.promise == .always })
        #expect(!finding.schedule.isEmpty)
        #expect(finding.violation.message.contains("always status succeeded"))
    }

    @Test("has the firings of declared faults in the schedule, under their names")
    func ownFaults() async throws {
        let text =
            Laboratory.payment
            + "\nfaults: [{id: lost, when: {phase: pay, attempt: 1}, inject: ack_lost}]"
        let scenario = try laboratory.scenario(text)
        let found = try await laboratory.explore(scenario, seeds: 5, faults: 0)
        let finding = try #require(effects(found).first)
        #expect(finding.schedule.map(\.id) == ["lost"])
        let kept = try await laboratory.explorer(scenario).keep(finding)
        #expect(kept.saved?.text(extending: "x.yaml", tool: "1").contains("id: \"lost\"") == true)
        #expect(kept.faults == 0)
    }

    @Test("draws no type that nobody asked for, and only those that are")
    func choice() async throws {
        let scenario = try laboratory.scenario(Laboratory.mended)
        let usual = try SampleCatalog(for: scenario)
        #expect(!usual.samples.contains { SampleCatalog.byRequest.contains($0.type) })
        var choice = SampleCatalog.Choice()
        choice.only = ["flip", "ack_lost"]
        let only = try SampleCatalog(for: scenario, choice: choice)
        #expect(Set(only.samples.map(\.type)) == ["flip", "ack_lost"])
        choice = .init()
        choice.except = ["ack_lost"]
        let except = try SampleCatalog(for: scenario, choice: choice)
        #expect(except.samples.map(\.type).contains("crash"))
        #expect(!except.samples.map(\.type).contains("ack_lost"))
    }

    @Test("draws times just beyond the shortest timeout, and a minute where there is none")
    func times() throws {
        let scenario = try laboratory.scenario(Laboratory.mended)
        let latency = try SampleCatalog(for: scenario).samples.first { $0.type == "latency" }
        #expect(latency?.parameters == #"{"by":"5.001s"}"#)
        let without = try laboratory.scenario(
            "name: x\nworkflow: {phases: [{name: a}]}\nagents: {a: {simulated: {}}}\nruns: [{name: r}]"
        )
        let minute = try SampleCatalog(for: without).samples.first { $0.type == "latency" }
        #expect(minute?.parameters == #"{"by":"1m"}"#)
    }
}

/// A planted mistake shows that silence means something.
@Suite("The canary")
struct CanaryTests {
    @Test("is caught, on one job and on two", arguments: [1, 2])
    func caught(jobs: Int) async throws {
        #expect(try await Explorer.catchesCanary(jobs: jobs))
    }

    @Test("is missed where nothing is executed")
    func missed() async throws {
        #expect(try await !Explorer.catchesCanary(jobs: 1) { true })
    }
}
