import Foundation
import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Suites

@Suite("What programs do to the world", .timeLimit(.minutes(1)))
struct LiveEffectTests {
    let rig: RunningRig

    init() throws { rig = try RunningRig(environment: ["MY_TOKEN": "s3cret"]) }

    private func scenario(
        _ script: String,
        expect: String,
        config: String = "retry: {delays: [1ms]}",
        except: String = ""
    ) -> String {
        """
        name: x
        workflow: {phases: [{name: pay}]}
        config: {\(config)}
        invariants: \(except.isEmpty ? "all" : "{except: [\(except)]}")
        agents:
          pay:
            process:
              command: [sh, -c, '\(script)']
              env: {TOKEN: {from_env: MY_TOKEN, secret: true}}
        runs: [{name: one, expect: {\(expect)}}]
        """
    }

    private func run(_ text: String) async throws -> RepetitionResult {
        let result = try await rig.run(text)
        #expect(result.failures.map(\.message) == [])
        return try #require(result.runs.first?.repetitions.first)
    }

    private static let charge =
        #"echo "{\"effect\": \"charge\", \"key\": \"k\"}" >> $MOONLIGHT_EFFECTS"#

    @Test("a program says what it did, in a file outside of its workspace")
    func said() async throws {
        let result = try await run(
            scenario(
                Self.charge + "; ls -a; case $MOONLIGHT_EFFECTS in $PWD/*) exit 1;; esac",
                expect: "effects: {charge: 1}, output: {pay: {matches: '^\\.\\n\\.\\.\\n?$'}}"
            )
        )
        #expect(result.effects.map(\.key) == ["k"])
        #expect(result.effects.map(\.phase) == ["pay"])
        #expect(result.unreadEffects == [])
    }

    @Test("what it wrote before it died counts, and the attempt after it repeats it")
    func died() async throws {
        let script =
            Self.charge
            + "; test -f {scenario_dir}/again || { touch {scenario_dir}/again; kill -9 $$; }"
        let text = scenario(
            script,
            expect: "attempts: {pay: 1}, status: failed, effects: {charge: 1}"
        )
        let result = try await run(text)
        #expect(result.effects.map(\.leftOver) == [1])
        let retried = try await run(
            scenario(
                Self.charge
                    + "; test -f {scenario_dir}/more || { touch {scenario_dir}/more; exit 75; }",
                expect: "attempts: {pay: 2}, effects: {charge: 1}"
            )
        )
        #expect(retried.effects.map(\.repeated) == [1])
        #expect(retried.effects.map(\.leftOver) == [0])
    }

    @Test("without a key it counts each time")
    func keyless() async throws {
        let script =
            #"echo "{\"effect\": \"charge\"}" >> $MOONLIGHT_EFFECTS; "#
            + "test -f {scenario_dir}/again || { touch {scenario_dir}/again; exit 75; }"
        let result = try await run(
            scenario(script, expect: "effects: {charge: 2}", except: "effects_once")
        )
        #expect(result.effects.map(\.key) == [nil])
        #expect(result.effects.breach()?.message == "charge of pay was applied 2 times")
    }

    @Test("what a timeout ended before it wrote is nothing, and what is no line is reported")
    func malformed() async throws {
        let result = try await run(
            scenario(
                "echo charged $TOKEN > $MOONLIGHT_EFFECTS; sleep 60; " + Self.charge,
                expect: "status: failed, effects: {charge: 0}",
                config: "retry: {max_attempts: 1}, timeout: {attempt: 300ms}"
            )
        )
        #expect(result.effects.isEmpty)
        let line = try #require(result.unreadEffects.first)
        #expect(line.hasPrefix("effects of pay, attempt 1: line 1: expected a JSON object"))
        #expect(!line.contains("s3cret"))
    }

    @Test(
        "a compensation says what it took back; a simulated one beside it takes back what it undoes"
    )
    func undone() async throws {
        let script = #"echo "{\"undo\": \"charge\", \"key\": \"u\"}" >> $MOONLIGHT_EFFECTS"#
        let result = try await run(
            """
            name: x
            workflow: {phases: [{name: pay}, {name: post, needs: [pay]}, {name: ship, needs: [post]}]}
            config:
              retry: {max_attempts: 1, on_exhausted: rollback}
              rollback: {policy: compensate}
              phases: {pay: {compensate: refund}, post: {compensate: recall}}
            agents:
              pay: {process: {command: [sh, -c, '\(Self.charge)']}}
              post: {simulated: {effects: [letter]}}
              ship: {process: {command: ["false"]}}
              refund: {process: {command: [sh, -c, '\(script)']}}
              recall: {simulated: {undoes: [letter]}}
            runs: [{name: one, expect: {status: failed, effects: {charge: 0, letter: 0}}}]
            """
        )
        #expect(Set(result.effects.map(\.name)) == ["charge", "letter"])
        #expect(result.effects.allSatisfy { $0.applied == 1 && $0.undone == 1 })
    }

    @Test("a resumed run goes on with what the run before it did, without a state folder too")
    func resumed() async throws {
        let result = try await rig.run(
            """
            name: x
            clock: real
            workflow: {phases: [{name: pay}, {name: ship, needs: [pay]}]}
            agents:
              pay: {simulated: {effects: [charge]}}
              ship: {process: {command: [sh, -c, '\(Self.charge)']}}
            runs:
              - {name: one, cancel: {after: pay}, expect: {status: cancelled, effects: {charge: 1}}}
              - {name: rest, resume: one, expect: {executed: [ship], effects: {charge: 2}}}
            """
        )
        #expect(result.failures.map(\.message) == [])
    }
}
