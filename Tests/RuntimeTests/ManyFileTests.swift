import Agents
import Foundation
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("Thousands of files", .timeLimit(.minutes(2)))
struct ManyFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let count = 4000

    private static let answer = LiveAgent.gives(
        Dictionary(
            uniqueKeysWithValues: (0..<count).map { ("d\($0 % 100)/f\($0).txt", "content \($0)") }
        )
    )

    @Test("an answer with thousands is written whole")
    func whole() async throws {
        let trace = await LiveWorld.below(folder).run(
            try .of([.init("a"), .init("b", needs: ["a"])]),
            agents: ["a": Self.answer, "b": .shell("find . -type f | wc -l; cat d99/f3999.txt")]
        )
        #expect(trace.text(of: "b")?.contains("\(Self.count)\ncontent 3999") == true)
    }

    @Test(
        "a cancel or a deadline ends the run while they are written, and half of them does not count"
    )
    func calledOff() async throws {
        for isCancel in [true, false] {
            let below = try TemporaryFolder()
            let plan = try RunPlan.of([.init("a")]) {
                if !isCancel { $0.runTimeout = .milliseconds(20) }
            }
            var order = LiveRunRequest(plan: plan, agents: ["a": Self.answer])
            if isCancel { order.cancelsAt = .milliseconds(20) }
            let trace = await LiveWorld.below(below).run(order)
            // A machine that writes all of them in so short a time has nothing to call off.
            guard trace.status != .succeeded else { continue }
            #expect(trace.status == (isCancel ? .cancelled : .failed))
            #expect(!trace.story.contains("phase_committed a"))
        }
    }

    @Test("a rollback in a workspace with thousands is heard of by the deadline")
    func bigWorkspace() async throws {
        let make = """
            mkdir big; cd big; seq \(Self.count) | xargs -n 500 touch; echo made
            """
        let plan = try RunPlan.of([.init("a"), .init("b", needs: ["a"])]) {
            $0.phase("b") {
                $0.retry.onExhausted = .rollback
                $0.retry.maxAttempts = 1
            }
        }
        let trace = await LiveWorld.below(folder).run(
            plan,
            agents: [
                "a": .shell(make),
                "b": .shell(
                    """
                    if grep -q '^{"attempt":1,'; then rm -r big; touch x; exit 1; fi
                    ls; ls big | wc -l
                    """
                ),
            ]
        )
        #expect(
            trace.text(of: "b")?.split(whereSeparator: \.isWhitespace) == ["big", "\(Self.count)"]
        )
    }
}
