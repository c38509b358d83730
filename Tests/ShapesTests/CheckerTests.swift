import Testing

@testable import Shapes

@Suite("Checking against a shape")
struct CheckerTests {
    @Test("a document that fits has no mistakes")
    func valid() {
        #expect(complaints(about: ReadingFixture.valid, against: ReadingFixture.shape) == [])
    }

    @Test(
        "a mistake is one line with place, path, expected and found",
        arguments: [
            (
                "[]",
                ["x.yaml:1:1: error: expected a mapping such as {name: …}, found an empty list"]
            ),
            ("{}", ["x.yaml:1:1: error: missing required key \"name\""]),
            ("name: 5", ["x.yaml:1:7: error: name: expected text, found 5; put it in quotes"]),
            ("name:", ["x.yaml:1:6: error: name: expected text, found nothing"]),
            (
                "name: a\nretry: {intial: 1s}",
                [
                    "x.yaml:2:9: error: retry.intial: unknown key \"intial\"; did you"
                        + " mean \"initial\"?"
                ]
            ),
            (
                "name: a\nretry: {zzz: 1s}",
                [
                    "x.yaml:2:9: error: retry.zzz: unknown key \"zzz\"; known keys:"
                        + " initial, max_attempts, on_exhausted"
                ]
            ),
            ("nmae: a", ["x.yaml:1:1: error: nmae: unknown key \"nmae\"; did you mean \"name\"?"]),
            (
                "name: a\nretry: {initial: soon}",
                [
                    "x.yaml:2:18: error: retry.initial: expected a duration above zero"
                        + " such as \"250ms\", found \"soon\""
                ]
            ),
            (
                "name: a\nretry: {initial: 5}",
                [
                    "x.yaml:2:18: error: retry.initial: expected a duration above zero"
                        + " such as \"250ms\", found 5"
                ]
            ),
            (
                "name: a\nretry: {initial: 0s}",
                [
                    "x.yaml:2:18: error: retry.initial: expected a duration above zero"
                        + " such as \"250ms\", found \"0s\""
                ]
            ),
            (
                "name: a\nretry: {initial: -1s}",
                [
                    "x.yaml:2:18: error: retry.initial: expected a duration above zero"
                        + " such as \"250ms\", found \"-1s\""
                ]
            ),
            (
                "name: a\nretry: {initial: 0.1us}",
                [
                    "x.yaml:2:18: error: retry.initial: expected a duration in whole"
                        + " microseconds, found \"0.1us\""
                ]
            ),
            (
                "name: a\nretry: {initial: 999999999h}",
                [
                    "x.yaml:2:18: error: retry.initial: expected a duration of at most"
                        + " 1000000000s, found \"999999999h\""
                ]
            ),
            (
                "name: a\nretry: {initial: [1s]}",
                [
                    "x.yaml:2:18: error: retry.initial: expected a duration above zero"
                        + " such as \"250ms\", found a list"
                ]
            ),
            (
                "name: a\nretry: {max_attempts: 0}",
                [
                    "x.yaml:2:23: error: retry.max_attempts: expected an integer from 1"
                        + " to 100, found 0"
                ]
            ),
            (
                "name: a\nretry: {max_attempts: 1.5}",
                [
                    "x.yaml:2:23: error: retry.max_attempts: expected an integer from 1"
                        + " to 100, found 1.5"
                ]
            ),
            (
                "name: a\nretry: {max_attempts: 99999999999999999999}",
                [
                    "x.yaml:2:23: error: retry.max_attempts: expected an integer from 1"
                        + " to 100, found 99999999999999999999"
                ]
            ),
            (
                "name: a\nretry: {on_exhausted: fial}",
                [
                    "x.yaml:2:23: error: retry.on_exhausted: expected one of fail,"
                        + " degrade; found \"fial\"; did you mean \"fail\"?"
                ]
            ),
            (
                "name: a\nretry: {on_exhausted: true}",
                [
                    "x.yaml:2:23: error: retry.on_exhausted: expected one of fail,"
                        + " degrade; found true"
                ]
            ),
            ("name: a\nretry:", ["x.yaml:2:7: error: retry: expected a mapping, found nothing"]),
            (
                "name: a\nagents: {coder: {latency: soon}}",
                [
                    "x.yaml:2:27: error: agents.coder.latency: expected a duration such"
                        + " as \"250ms\", found \"soon\""
                ]
            ),
            (
                "name: a\nagents: {coder: {latency: {unifrom: {min: 1s}}}}",
                [
                    "x.yaml:2:28: error: agents.coder.latency.unifrom: unknown key"
                        + " \"unifrom\"; did you mean \"uniform\"?"
                ]
            ),
            (
                "name: a\nagents: {coder: {latency: {uniform: {min: 1s}}}}",
                ["x.yaml:2:37: error: agents.coder.latency.uniform: missing required key \"max\""]
            ),
            (
                "name: a\nagents: {coder: {latency: [1s]}}",
                [
                    "x.yaml:2:27: error: agents.coder.latency: expected a duration,"
                        + " uniform or lognormal, found a list"
                ]
            ),
            (
                "name: a\nagents: {coder: {latency: {}}}",
                [
                    "x.yaml:2:27: error: agents.coder.latency: expected one of uniform,"
                        + " lognormal; found an empty mapping"
                ]
            ),
            (
                "name: a\nagents: {coder: {latency: {uniform: {min: 1s, max: 2s},"
                    + " lognormal: {median: 1s, p90: 2s}}}}",
                [
                    "x.yaml:2:57: error: agents.coder.latency.lognormal: excludes"
                        + " \"uniform\" beside it; keep one of them"
                ]
            ),
            (
                "name: a\nagents: {coder: {simulated: {}, process: {}}}",
                [
                    "x.yaml:2:33: error: agents.coder.process: excludes \"simulated\""
                        + " beside it; keep one of them"
                ]
            ),
            (
                "name: a\nagents: {a.b: {version: 0}}",
                [
                    "x.yaml:2:25: error: agents[\"a.b\"].version: expected an integer"
                        + " of at least 1, found 0"
                ]
            ),
            (
                "name: a\nagents: [coder]",
                ["x.yaml:2:9: error: agents: expected a mapping, found a list"]
            ),
            (
                "name: a\nworkflow: fulll",
                [
                    "x.yaml:2:11: error: workflow: expected one of full, enhanced_full;"
                        + " found \"fulll\"; did you mean \"full\"?"
                ]
            ),
            (
                "name: a\nworkflow: other",
                [
                    "x.yaml:2:11: error: workflow: expected one of full, enhanced_full;"
                        + " found \"other\""
                ]
            ),
            (
                "name: a\nworkflow: {phases: []}",
                [
                    "x.yaml:2:20: error: workflow.phases: expected a list with at least"
                        + " one item, found an empty list"
                ]
            ),
            (
                "name: a\nworkflow: [full]",
                [
                    "x.yaml:2:11: error: workflow: expected full, enhanced_full or a"
                        + " mapping with phases, found a list"
                ]
            ),
            (
                "name: a\nworkflow: {phase: [a]}",
                [
                    "x.yaml:2:12: error: workflow.phase: unknown key \"phase\"; did you"
                        + " mean \"phases\"?"
                ]
            ),
            (
                "name: a\nfaults: {id: b}",
                ["x.yaml:2:9: error: faults: expected a list, found a mapping"]
            ),
            (
                "name: a\nfaults: [{id: b}]",
                ["x.yaml:2:10: error: faults[0]: missing one of the keys probability, nth"]
            ),
            (
                "name: a\nfaults: [{id: b, nth: 1, probability: 1}]",
                [
                    "x.yaml:2:26: error: faults[0].probability: excludes \"nth\" beside"
                        + " it; keep one of them"
                ]
            ),
            (
                "name: a\nfaults: [{id: b, nth: 1, inject: atuh}]",
                [
                    "x.yaml:2:34: error: faults[0].inject: expected one of auth,"
                        + " rate_limit; found \"atuh\"; did you mean \"auth\"?"
                ]
            ),
            (
                "name: a\nfaults: [{id: b, nth: 1, inject: rate_limit}]",
                [
                    "x.yaml:2:34: error: faults[0].inject: \"rate_limit\" needs a"
                        + " value: {rate_limit: …}"
                ]
            ),
            (
                "name: a\nfaults: [{id: b, nth: 1, inject: [auth]}]",
                [
                    "x.yaml:2:34: error: faults[0].inject: expected one of auth,"
                        + " rate_limit; found a list"
                ]
            ),
            (
                "name: a\nfaults: [{id: b, nth: 1, attempt: 2..1}]",
                [
                    "x.yaml:2:35: error: faults[0].attempt: expected an integer from 1"
                        + " to 9 or a range such as 1..2, found \"2..1\""
                ]
            ),
            (
                "name: a\nfaults: [{id: b, nth: 1, attempt: 0..1}]",
                [
                    "x.yaml:2:35: error: faults[0].attempt: expected an integer from 1"
                        + " to 9 or a range such as 1..2, found \"0..1\""
                ]
            ),
            (
                "name: a\nfaults: [{id: b, nth: 1, window: 2s..1s}]",
                [
                    "x.yaml:2:34: error: faults[0].window: expected a range of"
                        + " durations such as 1s..2s, found \"2s..1s\""
                ]
            ),
            (
                "name: a\nfaults: [{id: b, probability: 130%}]",
                [
                    "x.yaml:2:31: error: faults[0].probability: expected a probability"
                        + " such as \"30%\" or 0.3, found \"130%\""
                ]
            ),
            (
                "name: a\nshare: 50..80",
                [
                    "x.yaml:2:8: error: share: expected a range of percentages such as"
                        + " 50%..80%, found \"50..80\""
                ]
            ),
            (
                "name: a\ncache: 64MB",
                ["x.yaml:2:8: error: cache: expected a size such as \"64MiB\", found \"64MB\""]
            ),
            (
                "name: a\nrate: .inf",
                ["x.yaml:2:7: error: rate: expected a number from 0 to 1.5, found .inf"]
            ),
            (
                "name: a\nrate: 2",
                ["x.yaml:2:7: error: rate: expected a number from 0 to 1.5, found 2"]
            ),
            ("name: a\non: yes", ["x.yaml:2:5: error: on: expected true or false, found \"yes\""]),
            ("name: a\ntags: [[b]]", ["x.yaml:2:8: error: tags[0]: expected text, found a list"]),
            (
                "name: a\ntree: {children: [{child: []}]}",
                [
                    "x.yaml:2:20: error: tree.children[0].child: unknown key \"child\";"
                        + " known keys: children"
                ]
            ),
            (
                "name: a\nversion: {}",
                [
                    "x.yaml:2:10: error: version: expected text, a number or a boolean,"
                        + " found an empty mapping"
                ]
            ),
        ] as [(String, [String])]
    )
    func mistakes(text: String, lines: [String]) {
        #expect(complaints(about: text, against: ReadingFixture.shape) == lines)
    }
}
