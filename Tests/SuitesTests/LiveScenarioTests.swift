import Scenarios
import Foundation
import TestSupport
import Testing
import Workflows

@testable import Suites

@Suite("Scenarios on a real clock", .timeLimit(.minutes(1)))
struct LiveScenarioTests {
    let rig: RunningRig

    init() throws { rig = try RunningRig(environment: ["MY_TOKEN": "s3cret"]) }

    private func scenario(_ script: String, more: String = "", run: String = "name: one") -> String
    {
        """
        name: x
        workflow: {phases: [{name: a}]}
        agents:
          a:
            process:
              command: [sh, -c, '\(script)']
              env: {TOKEN: {from_env: MY_TOKEN, secret: true}}
        runs: [{\(run)}]
        \(more)
        """
    }

    /// Fails as long as fewer than so many tries were made; the count outlives the workspace.
    private func failing(times: Int) -> String {
        "echo x >> {scenario_dir}/tries; test $(wc -l < {scenario_dir}/tries) -gt \(times)"
    }

    @Test("one that passes on another try is flaky, and the failed tries are reported")
    func flaky() async throws {
        let result = try await rig.run(scenario(failing(times: 2))) { $0.retries = 3 }
        #expect(result.status == .flaky)
        #expect(result.failures == [])
        #expect(result.failedTries.count == 2)
        #expect(result.failedTries.allSatisfy { $0.map(\.expected) == ["status succeeded"] })
        #expect(rig.folder.content(of: "tries") == "x\nx\nx\n")
    }

    @Test("one that keeps failing is tried as often as allowed and no more", arguments: [0, 2])
    func failed(retries: Int) async throws {
        let result = try await rig.run(scenario(failing(times: 99))) { $0.retries = retries }
        #expect(result.status == .failed)
        #expect(result.failedTries.count == retries)
        let tries = rig.folder.content(of: "tries")?.split(separator: "\n").count
        #expect(tries == retries + 1)
    }

    @Test("one that passes at once is not retried")
    func passed() async throws {
        let result = try await rig.run(scenario("echo hi")) { $0.retries = 3 }
        #expect(result.status == .passed)
        #expect(result.failedTries == [])
        #expect(!result.isVirtual)
    }

    @Test("each try starts in its own workspace")
    func ownWorkspaces() async throws {
        let script = "if [ -e here ]; then echo used; else touch here; echo fresh; fi; exit 1"
        let result = try await rig.run(scenario(script)) { $0.retries = 1 }
        let found = result.failedTries.joined().map(\.found) + result.failures.map(\.found)
        #expect(found.count == 2)
        #expect(found.allSatisfy { $0.contains("fresh") })
    }

    @Test("one that takes too long is ended and fails")
    func timeLimit() async throws {
        let script = "echo $$ > {scenario_dir}/pid; sleep 300"
        let result = try await rig.run(scenario(script, more: "time_limit: 500ms"))
        #expect(result.status == .failed)
        #expect(result.breakage == "the scenario was not over after 500ms (time_limit)")
        #expect(result.runs.first?.repetitions.map(\.status) == [.cancelled])
    }

    @Test("a secret shows nowhere in the result")
    func secrets() async throws {
        let result = try await rig.run(
            scenario(
                "echo my $TOKEN; echo err $TOKEN >&2; exit 1",
                run: "name: one, expect: {output: {a: {contains: x}}}"
            )
        )
        #expect(result.failures.count == 2)
        #expect(!"\(result)".contains("s3cret"))
        #expect(!rig.events.text.contains("s3cret"))
        #expect(
            result.runs.first?.repetitions.first?.transcripts.map(\.text) == [
                "my [secret]\n\nerr [secret]\n"
            ]
        )
    }

    @Test("what no agent said is blanked where it is reported, too")
    func secretInExpectation() async throws {
        let result = try await rig.run(
            scenario("echo hi", run: "name: one, expect: {output: {a: {contains: my s3cret}}}")
        )
        #expect(result.failures.map(\.expected) == [#"a contains "my [secret]""#])
    }

    @Test("the secret of a hook is blanked like an agent's")
    func secretOfHook() async throws {
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}]}
            config:
              phases:
                a:
                  hooks:
                    before:
                      command: [sh, -c, 'echo "no $TOKEN" >&2; exit 1']
                      env: {TOKEN: {from_env: MY_TOKEN, secret: true}}
            agents: {a: {simulated: {}}}
            runs: [{name: one}]
            """
        )
        #expect(result.failures.first?.found.contains("no [secret]") == true)
        #expect(!"\(result)".contains("s3cret"))
    }

    @Test("a variable that is not set fails the run, not the file")
    func missingVariable() async throws {
        let text = scenario("echo hi").replacing("MY_TOKEN", with: "NO_SUCH_TOKEN")
        let result = try await rig.run(text)
        #expect(result.status == .failed)
        #expect(result.failures.first?.found.contains("NO_SUCH_TOKEN") == true)
    }

    @Test(
        "a secret in the name of a file that is left behind, or in a late hook's words, is blanked"
    )
    func secretOfLeftovers() async throws {
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            config:
              phases:
                a:
                  hooks:
                    after:
                      command: [sh, -c, 'echo "no $TOKEN" >&2; exit 1']
                      env: {TOKEN: {from_env: MY_TOKEN, secret: true}}
            agents:
              a:
                process:
                  command: [sh, -c, 'echo x > "$TOKEN.txt"; echo ok']
                  env: {TOKEN: {from_env: MY_TOKEN, secret: true}}
              b: {process: {command: [sh, -c, echo ok]}}
            runs: [{name: one}]
            """
        )
        let run = try #require(result.runs.first)
        #expect(run.repetitions.first?.leftovers.map(\.paths) == [["[secret].txt"]])
        #expect(run.hookFailures.count == 1)
        #expect(!"\(result)".contains("s3cret"))
    }

    @Test("a secret under the name of an overridden agent is blanked, too")
    func overriddenSecret() async throws {
        let text = scenario("echo hi").replacing(
            "runs: [{name: one}]",
            with: """
                runs:
                  - {name: one}
                  - name: two
                    agents: {a: {process: {command: [sh, -c, "echo my $TOKEN; exit 1"]}}}
                """
        )
        let result = try await rig.run(text)
        #expect(result.failures.map(\.run) == ["two"])
        #expect(result.failures.first?.found.contains("my [secret]") == true)
    }
}
