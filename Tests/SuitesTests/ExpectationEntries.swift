import Scenarios
import Testing

/// One entry of `expect`, and what is reported where it does not hold.
struct Entry: Sendable, CustomTestStringConvertible {
    let yaml: String
    var expected = ""
    var found = ""

    var testDescription: String { yaml }

    static let holding: [Entry] = [
        "status: succeeded", "executed: [a, b]", "executed: [b, a]", "cached: []", "skipped: []",
        "degraded: []", "attempts: {a: 1, b: 2}", #"duration: "<= 4s""#,
        #"duration: "3s..5s""#, #"duration: "4s""#, "output: {a: {contains: alpha}}",
        "output: {a: {contains: [al, pha]}}", "output: {a: {matches: '^al.*a$'}}",
        "output: {b: {json: {$.n: 1, '$.list[1]': two}}}", "output: {b: {json: {$.n: 1.0}}}",
        "output: {b: {json: {path: $.n, equals: 1}}}", "output: {b: {json: {$.none: null}}}",
        "output: {b: {json: true}}",
        "output: {a: {equals_file: alpha.txt}}", "output: {b: {equals_file: beta.txt}}",
        "output: {b: {contains: beta}}", "output: {b: {files: [deep/b.txt]}}",
        "files: [deep/b.txt]", "files: {deep/b.txt: {contains: [be, ta], equals_file: beta.txt}}",
        "faults: {once: absorbed, never: never_fired}",
        "events: [{kind: run_started}, {kind: phase_committed, phase: a}, {kind: run_ended}]",
        "events: [{kind: retry_scheduled, phase: b, attempt: 2, delay_us: 1000000}]",
        "events: [{kind: attempt_started}, {kind: attempt_started}, {kind: attempt_started}]",
        "events: [{kind: attempt_ended, phase: b, tokens: 500, cost: 0.25}]",
        "events: [{kind: run_started, version: 2}]",
        "tokens: 500", #"tokens: "<= 500""#, "tokens: 400..600", "cost: 0.25", #"cost: "< 0.5""#,
        "effects: {mail: 1}", #"effects: {mail: ">= 1", note: "<= 1"}"#, "effects: {note: 1..2}",
    ].map { Entry(yaml: $0) }

    static let failing: [Entry] = [
        Entry(yaml: "effects: {mail: 2}", expected: "effects mail 2", found: "1"),
        Entry(yaml: #"effects: {note: "< 1"}"#, expected: "effects note < 1", found: "1"),
        Entry(yaml: "status: failed", expected: "status failed", found: "status succeeded"),
        Entry(yaml: "executed: [a]", expected: "executed [a]", found: "[a, b]"),
        Entry(yaml: "executed: []", expected: "executed []", found: "[a, b]"),
        Entry(yaml: "cached: [b, a]", expected: "cached [a, b]", found: "[]"),
        Entry(yaml: "skipped: [a]", expected: "skipped [a]", found: "[]"),
        Entry(yaml: "degraded: [b]", expected: "degraded [b]", found: "[]"),
        Entry(yaml: "attempts: {a: 1, b: 1}", expected: "1 attempts of b", found: "2"),
        Entry(yaml: #"duration: "< 4s""#, expected: "duration < 4s", found: "4s"),
        Entry(yaml: #"duration: "0s..3999ms""#, expected: "duration 0s..3999ms", found: "4s"),
        Entry(
            yaml: "output: {a: {contains: beta}}",
            expected: #"a contains "beta""#,
            found: #""alpha""#
        ),
        Entry(
            yaml: "output: {a: {matches: '^l'}}",
            expected: #"a matches "^l""#,
            found: #""alpha""#
        ),
        Entry(
            yaml: "output: {a: {json: true}}",
            expected: "a is JSON",
            found: #"no JSON: "alpha""#
        ),
        Entry(
            yaml: "output: {b: {json: {$.n: 1.00000000000000000001}}}",
            expected: "b has $.n = 1.00000000000000000001",
            found: "1"
        ),
        Entry(
            yaml: "files: [b.txt]",
            expected: "the file b.txt",
            found: "the files [deep/b.txt]; status succeeded"
        ),
        Entry(
            yaml: "files: {deep/b.txt: {matches: '^a'}}",
            expected: #"deep/b.txt matches "^a""#,
            found: #""beta""#
        ),
        Entry(
            yaml: "files: {deep/b.txt: {equals_file: alpha.txt}}",
            expected: "deep/b.txt equals the file alpha.txt",
            found: #""beta""#
        ),
        Entry(yaml: "output: {b: {json: {$.n: 2}}}", expected: "b has $.n = 2", found: "1"),
        Entry(
            yaml: "output: {b: {json: {$.n: '1'}}}",
            expected: #"b has $.n = "1""#,
            found: "1"
        ),
        Entry(
            yaml: "output: {b: {json: {path: $.m.x, equals: 1}}}",
            expected: "b has $.m.x = 1",
            found: #"nothing at $.m.x in "{"n": 1, "list": [1, "two"], "none": null}" "#
                + #"and files ["deep/b.txt"]"#
        ),
        Entry(
            yaml: "output: {a: {json: {$.n: 1}}}",
            expected: "a has $.n = 1",
            found: #"no JSON: "alpha""#
        ),
        Entry(
            yaml: "output: {a: {equals_file: beta.txt}}",
            expected: "a equals the file beta.txt",
            found: #""alpha""#
        ),
        Entry(
            yaml: "output: {b: {files: [b.txt]}}",
            expected: "b has the file b.txt",
            found: "the files [deep/b.txt]"
        ),
        Entry(
            yaml: "response: {status: 200}",
            expected: "response status 200",
            found: "no response"
        ),
        Entry(
            yaml: "response: {contains: x}",
            expected: #"a response that contains "x""#,
            found: "no response"
        ),
        Entry(yaml: "error: {phase: b}", expected: "an error in b", found: "status succeeded"),
        Entry(
            yaml: "error: {kind: hang}",
            expected: "an error of kind hang",
            found: "status succeeded"
        ),
        Entry(
            yaml: "faults: {once: surfaced}",
            expected: "fault \"once\" surfaced",
            found: "absorbed"
        ),
        Entry(
            yaml: "faults: {never: absorbed}",
            expected: "fault \"never\" absorbed",
            found: "never_fired"
        ),
        Entry(yaml: #"tokens: "> 500""#, expected: "tokens > 500", found: "500"),
        Entry(yaml: "cost: 0..0.2", expected: "cost 0..0.2", found: "0.25"),
        Entry(
            yaml: "events: [{kind: cache_hit, phase: a}]",
            expected: "the event {kind: cache_hit, phase: a}",
            found: "none"
        ),
        Entry(
            yaml: "events: [{kind: phase_committed, phase: b}, {kind: phase_started, phase: a}]",
            expected: "the event {kind: phase_started, phase: a}",
            found: "none after {kind: phase_committed, phase: b}"
        ),
    ]
}
