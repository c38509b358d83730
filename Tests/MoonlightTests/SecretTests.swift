import Foundation
import TestSupport
import Testing

@Suite("Secrets", .timeLimit(.minutes(2)), .enabled(if: Machine.hasPython, "python3 is missing"))
struct SecretTests {
    private static let secret = "tok\"en\\with/ünïcode-4711"

    @Test("a secret appears in no event, report, file or line of the terminal, byte for byte")
    func nowhere() throws {
        let folder = try TemporaryFolder()
        let program = """
            import json, os, sys
            secret = os.environ["TOKEN"]
            print("log: " + secret, file=sys.stderr)
            if sys.argv[1] == "fail":
                sys.exit("failed with " + secret)
            json.dump({"output": "got " + secret, "files": {"note.txt": secret + secret}}, sys.stdout)
            """
        try folder.write("Scenarios/leak.py", program)
        try folder.write(
            "Scenarios/leak.yaml",
            """
            name: leak
            workflow: {phases: [{name: say}, {name: fail, needs: [say]}]}
            agents:
              say: &agent
                process:
                  command: [python3, "{scenario_dir}/leak.py", say]
                  env: {TOKEN: {from_env: MOONLIGHT_TEST_TOKEN, secret: true}}
              fail:
                process:
                  command: [python3, "{scenario_dir}/leak.py", fail]
                  env: {TOKEN: {from_env: MOONLIGHT_TEST_TOKEN, secret: true}}
            runs:
              - name: once
                expect: {output: {say: {equals_file: leak.py}}}

            """
        )
        var shown = ""
        for format in ["text", "json"] {
            let outcome = try Tool.run(
                ["run", "--format", format],
                in: folder.url,
                environment: [
                    "MOONLIGHT_TEST_TOKEN": Self.secret, "TMPDIR": folder.url.path,
                ]
            )
            #expect(outcome.code == 1)
            shown += outcome.output + outcome.errors
        }
        // The run did have it: what it said is there, with the secret blanked.
        #expect(shown.contains("failed with [secret]"))
        #expect(shown.contains("got [secret]"))
        let needles = [Self.secret, "4711", "tok\\\"en", "tok&quot;en"].map { Data($0.utf8) }
        for needle in needles {
            #expect(Data(shown.utf8).range(of: needle) == nil)
            for file in try folder.files() {
                #expect(file.bytes.range(of: needle) == nil, "\(file.path)")
            }
        }
    }
}
