import Testing

@testable import Workflows

@Suite("Outputs that are not valid")
struct RunValidationTests {
    private func plan(
        revisions: Int = 2,
        _ configure: (inout PhaseConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        try Plans.single { phase in
            phase.validators = [.contains("good"), .maxBytes(20)]
            phase.retry.maxRevisions = revisions
            configure(&phase)
        }
    }

    @Test(
        "a rejected output is retried at once, as often as max_revisions says",
        arguments: 0...3
    )
    func revisions(max: Int) throws {
        var rig = MachineRig.started(try plan(revisions: max))
        for _ in 0...max { try rig.answer("a", "bad") }
        #expect(rig.attempts(of: "a") == Array(1...(max + 1)))
        #expect(rig.machine.status == .failed)
        #expect(rig.machine.error?.failure.kind == "validation")
        #expect(rig.delays.isEmpty)
        #expect(rig.cache.count == 0)
    }

    @Test("an output that is valid at last is committed")
    func recovers() throws {
        var rig = MachineRig.started(try plan())
        try rig.answer("a", "bad")
        try rig.answer("a", "good")
        #expect(rig.machine.status == .succeeded)
        #expect(rig.lines.filter { $0.hasPrefix("validation_failed") } == ["validation_failed a 1"])
    }

    @Test("every validator that finds something is reported, in the event and in the feedback")
    func findings() throws {
        var rig = MachineRig.started(try plan())
        try rig.answer("a", String(repeating: "x", count: 21))
        #expect(rig.lines.filter { $0.hasPrefix("validation_failed") }.count == 2)
        let feedback = try #require(try rig.request(of: "a").feedback)
        #expect(feedback.contains("contains \"good\""))
        #expect(feedback.contains("max_bytes 20"))
    }

    @Test("rejections do not use up attempts, and failures do not use up revisions")
    func separateCounters() throws {
        var rig = MachineRig.started(
            try plan(revisions: 2) { $0.retry.maxAttempts = 3 }
        )
        try rig.answer("a", "bad")
        try rig.fail("a")
        try rig.fireNext()
        try rig.answer("a", "bad")
        try rig.fail("a")
        try rig.fireNext()
        #expect(rig.machine.status == nil)
        #expect(rig.delays == [.seconds(1), .seconds(2)])
        try rig.answer("a", "good")
        #expect(rig.machine.status == .succeeded)
        #expect(rig.attempts(of: "a") == [1, 2, 3, 4, 5])
    }

    @Test("rejections that use up their tries take the fallback where there is one")
    func degrade() throws {
        var rig = MachineRig.started(
            try plan(revisions: 0) { phase in
                phase.retry.onExhausted = .degrade
                phase.fallback = "plain"
            }
        )
        try rig.answer("a", "bad")
        #expect(rig.machine.status == .degraded)
        #expect(rig.machine.output(of: 0)?.text == "plain")
    }
}
