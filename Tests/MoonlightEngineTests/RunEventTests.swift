import Foundation
import MoonlightEngine
import Testing

@Suite("The events of a run")
struct RunEventTests {
    private func events() async throws -> [RunEvent] {
        let settings = PhaseSettings {
            $0.retry = RetryPolicy(maxAttempts: 3, initial: .seconds(3))
            $0.validators = [.function("polite") { $0.text == "please" ? nil : "not polite" }]
        }
        return try await Engine.virtual(faults: [.serverError("a", attempts: 1...1, status: 503)])
            .run(
                Phase("a", settings: settings) { request in
                    AgentAnswer(request.attempt == 2 ? "now" : "please", tokens: 5)
                }
            )
            .events
    }

    @Test("have their details as what they are")
    func details() async throws {
        let events = try await events()
        let retry = try #require(events.first { $0.kind == .retryScheduled })
        #expect(retry.delay == .seconds(3))
        #expect(retry.cause == .serverError)
        let ended = events.filter { $0.kind == .attemptEnded }
        #expect(ended.map(\.outcome) == [.failed, .succeeded, .succeeded])
        #expect(ended.map(\.message) == ["status 503", nil, nil])
        #expect(ended.map(\.tokens) == [nil, 5, 5])
        #expect(ended.last?.digest?.isEmpty == false)
        let finding = try #require(events.first { $0.kind == .validationFailed })
        // The name is the one that the validator was given.
        #expect(finding.validator == "polite")
        #expect(finding.message == "not polite")
        #expect(events.first { $0.kind == .faultInjected }?.fault == "server error a")
        #expect(events.first { $0.kind == .phaseEnded }?.phaseEnding == .committed)
        #expect(events.last?.runStatus == .succeeded)
        #expect(events.last?.phaseEnding == nil)
    }

    @Test("of a real clock are the same after a journey as JSON too")
    func liveJSON() async throws {
        let events = try await Engine().run(Phase("a") { _ in "text" }).events
        let data = try JSONEncoder().encode(events)
        #expect(try JSONDecoder().decode([RunEvent].self, from: data) == events)
    }

    @Test("of a real clock say what memory a call took, which is no part of the story")
    func memory() async throws {
        let events = try await Engine().run(Phase("a") { _ in "text" }).events
        let ended = try #require(events.first { $0.kind == .attemptEnded })
        #if os(Linux)
        #expect(ended.isMemoryShared || ended.memoryBytes.map { $0 >= 0 } == true)
        #endif
        #expect(!ended.description.contains("memory"))
        let virtual = try await self.events()
        #expect(virtual.allSatisfy { $0.memoryBytes == nil && !$0.isMemoryShared })
    }

    @Test("are the same after a journey as JSON, and can be made by hand")
    func json() async throws {
        let events = try await events()
        let data = try JSONEncoder().encode(events)
        #expect(try JSONDecoder().decode([RunEvent].self, from: data) == events)
        let own = RunEvent(
            sequence: 3,
            time: .milliseconds(2),
            kind: .retryScheduled,
            phase: "plan",
            attempt: 2,
            details: ["delay_us": "1500", "cause": "quota"]
        )
        #expect(own.delay == .microseconds(1500))
        #expect(own.cause == "quota")
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(own), as: UTF8.self)
        #expect(
            text == #"{"attempt":2,"details":{"cause":"quota","delay_us":"1500"},"#
                + #""kind":"retry_scheduled","phase":"plan","sequence":3,"time_us":2000}"#
        )
    }
}
