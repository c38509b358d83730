import MoonlightEngine
import Testing

@Suite("Hooks", .timeLimit(.minutes(1)))
struct HookTests {
    let engine = Engine()
    let notes = Notes()

    private var hooks: PhaseHooks {
        var hooks = PhaseHooks()
        hooks.before = { [notes] in notes.add("before \($0.phase), \($0.attempts) attempts") }
        hooks.after = { [notes] in notes.add("after \($0.phase): \($0.output?.text ?? "-")") }
        hooks.onFailure = { [notes] in
            notes.add("on failure of \($0.phase): \($0.failure?.description ?? "-")")
        }
        return hooks
    }

    private var settings: PhaseSettings {
        PhaseSettings {
            $0.hooks = hooks
            $0.retry = .attempts(2)
        }
    }

    @Test("run before the agent and after the commit, and the next phase waits for them")
    func order() async throws {
        let result = try await engine.run(
            Phase("a", settings: settings) { [notes] _ in
                notes.add("agent a")
                return "A"
            },
            Phase("b", needs: ["a"], settings: settings) { [notes] _ in
                notes.add("agent b")
                return "B"
            }
        )
        #expect(result.status == .succeeded)
        #expect(
            notes.all == [
                "before a, 0 attempts", "agent a", "after a: A",
                "before b, 0 attempts", "agent b", "after b: B",
            ]
        )
        let hookAfter = try #require(result.events.firstIndex { $0.details["hook"] == "after" })
        let committed = try #require(result.events.firstIndex { $0.kind == .phaseCommitted })
        #expect(committed < hookAfter)
    }

    @Test("the one on failure runs once, when no attempt is left, and is given the reason")
    func failure() async throws {
        let result = try await engine.run(
            Phase("a", settings: settings) { _ in throw Mishap(description: "no luck") }
        )
        #expect(result.status == .failed)
        #expect(notes.all == ["before a, 0 attempts", "on failure of a: agent: no luck"])
    }

    @Test("the one on failure is given all findings of a rejected output")
    func findings() async throws {
        var settings = settings
        settings.validators = [.contains("x"), .contains("y")]
        settings.retry.maxRevisions = 0
        _ = try await engine.run(Phase("a", settings: settings) { _ in "z" })
        let told = try #require(notes.all.last)
        #expect(told.contains("contains \"x\"") && told.contains("contains \"y\""))
    }

    @Test("one that throws before a phase fails it, and its agent is not called")
    func throwsBefore() async throws {
        let settings = PhaseSettings {
            $0.hooks.before = { _ in throw Mishap(description: "not today") }
        }
        let result = try await engine.run(
            Phase("a", settings: settings) { [notes] _ in
                notes.add("agent")
                return "A"
            }
        )
        #expect(result.status == .failed)
        #expect(result.error?.cause.kind == "hook")
        #expect(result.error?.cause.message.contains("not today") == true)
        #expect(notes.all.isEmpty)
    }

    @Test("one that throws afterwards changes nothing")
    func throwsAfter() async throws {
        let settings = PhaseSettings {
            $0.hooks.after = { _ in throw Mishap(description: "too late") }
        }
        let result = try await engine.run(Phase("a", settings: settings) { _ in "A" })
        #expect(result.status == .succeeded)
        #expect(result.events(.hookEnded).first?.details["outcome"] == "failed")
    }
}
