import MoonlightEngine
import Testing

@Suite("Validators", .timeLimit(.minutes(1)))
struct ValidatorTests {
    let engine = Engine()

    private func settings(_ validators: [Validator], revisions: Int = 0) -> PhaseSettings {
        PhaseSettings {
            $0.validators = validators
            $0.retry.maxRevisions = revisions
        }
    }

    @Test(
        "each accepts what it should and rejects what it should not",
        arguments: [
            (Validator.contains("moon"), "the moon", "the sun"),
            (.matches("^[0-9]+$"), "42", "42!"),
            (.json, #"{"a": [1]}"#, "{a: 1}"),
            (.maxBytes(2), "é", "éé"),
            (.function("even") { $0.text.count.isMultiple(of: 2) ? nil : "odd" }, "ab", "abc"),
        ]
    )
    func each(validator: Validator, good: String, bad: String) async throws {
        let accepted = try await engine.run(
            Phase("a", settings: settings([validator])) { _ in AgentAnswer(good) }
        )
        #expect(accepted.status == .succeeded)
        let rejected = try await engine.run(
            Phase("a", settings: settings([validator])) { _ in AgentAnswer(bad) },
            id: "bad"
        )
        #expect(rejected.status == .failed)
        #expect(rejected.error?.cause.kind == "validation")
        #expect(rejected.events(.validationFailed).count == 1)
        #expect(rejected.events(.phaseCommitted).isEmpty)
    }

    @Test("findings are the feedback of the next attempt")
    func feedback() async throws {
        let notes = Notes()
        let title = Validator.function("has a title") { output in
            output.text.hasPrefix("#") ? nil : "expected a title, found \"\(output.text)\""
        }
        let result = try await engine.run(
            Phase("a", settings: settings([title, .contains("end")], revisions: 2)) { request in
                notes.add(request.feedback ?? "-")
                return request.attempt == 1 ? "text" : "# text end"
            }
        )
        #expect(result.status == .succeeded)
        #expect(notes.all.count == 2)
        #expect(notes.all.first == "-")
        #expect(notes.all.last?.contains("has a title: expected a title, found \"text\"") == true)
        #expect(notes.all.last?.contains("expected \"end\"") == true)
    }

    @Test("two phases may use one name for different functions")
    func names() async throws {
        let result = try await engine.run(
            Phase("a", settings: settings([.function("own") { $0.text == "a" ? nil : "no a" }])) {
                _ in "a"
            },
            Phase("b", settings: settings([.function("own") { $0.text == "b" ? nil : "no b" }])) {
                _ in "b"
            }
        )
        #expect(result.status == .succeeded)
    }

    @Test("a validator may be asynchronous and sees files")
    func asynchronous() async throws {
        let validator = Validator.function("reads files") { output in
            await Task.yield()
            return output.files.first?.text == "content" ? nil : "expected content"
        }
        let result = try await engine.run(
            Phase("a", settings: settings([validator])) { _ in
                AgentAnswer("", files: [.init(path: "f", text: "content")])
            }
        )
        #expect(result.status == .succeeded)
    }

    @Test("a review that is rejected sends work back with the review as feedback")
    func onRejected() async throws {
        let notes = Notes()
        let review = PhaseSettings {
            $0.validators = [.contains("approved")]
            $0.onRejected = .init(revise: "write", max: 1)
        }
        let result = try await engine.run(
            Phase("write") { request in
                notes.add(request.feedback ?? "-")
                return "draft \(request.attempt)"
            },
            Phase("review", needs: ["write"], settings: review) { request in
                request.inputs["write"]?.text == "draft 2" ? "approved" : "too short"
            }
        )
        #expect(result.status == .succeeded)
        #expect(notes.all == ["-", "too short"])
        #expect(result.text("write") == "draft 2")
        let stubborn = try await engine.run(
            Phase("write") { _ in "draft" },
            Phase("review", needs: ["write"], settings: review) { _ in "too short" },
            id: "stubborn"
        )
        #expect(stubborn.status == .failed)
        #expect(stubborn.attempts == ["write": 2, "review": 2])
    }
}
