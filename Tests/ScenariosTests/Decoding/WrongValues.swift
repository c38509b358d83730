/// Numbers that no machine word takes: each must be refused before anything is computed with it.
let wildNumbers = [
    MalformedFile(
        "a negative seed",
        "seed: -1",
        says: "5:7: error: seed: expected an integer of at least 0, found -1"
    ),
    MalformedFile(
        "a negative seed of a run",
        runs: "runs: [{name: one, seed: -1}]",
        says: "4:26: error: runs[0].seed: expected an integer of at least 0, found -1"
    ),
    MalformedFile(
        "a cost beyond all bounds",
        agents: "agents: {a: {simulated: {cost: 1e300}}, b: {simulated: {}}}",
        says: "3:32: error: agents.a.simulated.cost: expected a number from 0 to 1000000, "
            + "found 1e300"
    ),
    MalformedFile(
        "a count beyond all bounds",
        "config: {retry: {max_attempts: 99999999999999999999}}",
        says: "5:32: error: config.retry.max_attempts: expected an integer from 1 to 100000, "
            + "found 99999999999999999999"
    ),
]

/// Values of the wrong type or out of range.
let wrongValues = [
    MalformedFile(
        "no name",
        name: "schema: 1",
        says: #"1:1: error: missing required key "name""#
    ),
    MalformedFile(
        "a version of the format that is not known",
        "schema: 2",
        says: "5:9: error: schema: expected an integer from 1 to 1, found 2"
    ),
    MalformedFile(
        "a name that is a number",
        name: "name: 5",
        says: "1:7: error: name: expected text, found 5; put it in quotes"
    ),
    MalformedFile(
        "tags that are no list",
        "tags: smoke",
        says: #"5:7: error: tags: expected a list, found "smoke""#
    ),
    MalformedFile(
        "a workflow that does not exist",
        workflow: "workflow: fulll",
        says: #"2:11: error: workflow: expected one of full, enhanced_full; found "fulll"; "#
            + #"did you mean "full"?"#
    ),
    MalformedFile(
        "no runs",
        runs: "runs: []",
        says: "4:7: error: runs: expected a list with at least one item, found an empty list"
    ),
    MalformedFile(
        "a duration that is none",
        agents: "agents: {a: {simulated: {latency: soon}}, b: {simulated: {}}}",
        says: #"3:35: error: agents.a.simulated.latency: expected a duration such as "250ms", "#
            + #"found "soon""#
    ),
    MalformedFile(
        "a duration without a unit",
        "config: {retry: {initial: 5}}",
        says: #"5:27: error: config.retry.initial: expected a duration such as "250ms", found 5"#
    ),
    MalformedFile(
        "a timeout of nothing",
        "config: {timeout: {attempt: 0s}}",
        says: "5:29: error: config.timeout.attempt: expected a duration above zero such as "
            + #""250ms", found "0s""#
    ),
    MalformedFile(
        "no attempt at all",
        "config: {retry: {max_attempts: 0}}",
        says:
            "5:32: error: config.retry.max_attempts: expected an integer from 1 to 100000, found 0"
    ),
    MalformedFile(
        "jitter that is none",
        "config: {retry: {jitter: some}}",
        says: "5:26: error: config.retry.jitter: expected none, full or a share such as "
            + #""10%", found "some""#
    ),
    MalformedFile(
        "a status that is none",
        runs: "runs: [{name: one, expect: {status: done}}]",
        says: "4:37: error: runs[0].expect.status: expected one of succeeded, degraded, failed, "
            + #"cancelled, interrupted, paused; found "done""#
    ),
    MalformedFile(
        "a bound that is none",
        runs: #"runs: [{name: one, expect: {duration: "about 3s"}}]"#,
        says: #"4:39: error: runs[0].expect.duration: expected a bound such as "<= 1m30s" or "#
            + #""1s..2s", or an exact duration, found "about 3s""#
    ),
    MalformedFile(
        "min above max",
        agents: "agents: {a: {simulated: {latency: {uniform: {min: 2s, max: 1s}}}}, "
            + "b: {simulated: {}}}",
        says: "3:45: error: agents.a.simulated.latency.uniform: expected min to be at most max, "
            + "found 2s and 1s"
    ),
    MalformedFile(
        "a median above p90",
        agents: "agents: {a: {simulated: {latency: {lognormal: {median: 2s, p90: 1s}}}}, "
            + "b: {simulated: {}}}",
        says: "3:47: error: agents.a.simulated.latency.lognormal: expected median to be at most "
            + "p90, found 2s and 1s"
    ),
    MalformedFile(
        "a range whose ends are swapped",
        "faults: [{id: f, inject: hang, when: {attempt: 2..1}}]",
        says: "5:48: error: faults[0].when.attempt: expected an integer from 1 to 1000000 or a "
            + #"range such as 1..2, found "2..1""#
    ),
    MalformedFile(
        "a probability above one",
        "faults: [{id: f, inject: hang, when: {probability: 101%}}]",
        says: #"5:52: error: faults[0].when.probability: expected a probability such as "30%" or "#
            + #"0.3, found "101%""#
    ),
    MalformedFile(
        "a regular expression that is none",
        "config: {phases: {a: {validate: [{matches: '('}]}}}",
        says: "5:44: error: config.phases.a.validate[0].matches: expected a regular expression, "
            + #"found "(": at character 1: this group isn't closed"#
    ),
    MalformedFile(
        "a regular expression in an expectation",
        runs: "runs: [{name: one, expect: {output: {a: {matches: ['x', '[']}}}}]",
        says: "4:57: error: runs[0].expect.output.a.matches: expected a regular expression, "
            + #"found "[": at character 1: this class isn't closed"#
    ),
    MalformedFile(
        "a pattern that would be matched by backtracking",
        "config: {phases: {a: {validate: [{matches: 'a(?=b)'}]}}}",
        says: "5:44: error: config.phases.a.validate[0].matches: expected a regular expression, "
            + #"found "a(?=b)": at character 2: look-ahead isn't supported: "#
            + "patterns are matched in linear time"
    ),
    MalformedFile(
        "counts that multiply",
        "config: {phases: {a: {validate: [{matches: '((a{99}){99}){99}'}]}}}",
        says: "5:44: error: config.phases.a.validate[0].matches: expected a regular expression, "
            + #"found "((a{99}){99}){99}": at character 1: with its counts written out it has "#
            + "more than 10000 steps"
    ),
    MalformedFile(
        "an answer of a kind that is none",
        agents: "agents: {a: {process: {command: [echo], answer: yaml}}, b: {simulated: {}}}",
        says: "3:49: error: agents.a.process.answer: expected one of auto, json, text; "
            + #"found "yaml""#
    ),
    MalformedFile(
        "values at a path that is none",
        "config: {phases: {a: {validate: [{json: {n: 1}}]}}}",
        says: "5:42: error: config.phases.a.validate[0].json: expected a JSON path such as "
            + #""$.message", found "n""#
    ),
    MalformedFile(
        "a JSON path that is none",
        runs: "runs: [{name: one, expect: {output: {a: {json: {message: hi}}}}}]",
        says: "4:49: error: runs[0].expect.output.a.json: expected a JSON path such as "
            + #""$.message", found "message""#
    ),
    MalformedFile(
        "both one output and several",
        agents: "agents: {a: {simulated: {output: x, outputs: [y]}}, b: {simulated: {}}}",
        says: #"3:37: error: agents.a.simulated.outputs: excludes "output" beside it; "#
            + "keep one of them"
    ),
    MalformedFile(
        "an agent of two kinds",
        agents: "agents: {a: {simulated: {}, process: {command: [x]}}, b: {simulated: {}}}",
        says: #"3:29: error: agents.a.process: excludes "simulated" beside it; keep one of them"#
    ),
    MalformedFile(
        "an agent of no kind",
        agents: "agents: {a: {version: 2}, b: {simulated: {}}}",
        says: "3:13: error: agents.a: missing one of the keys simulated, process"
    ),
    MalformedFile(
        "an event without a kind",
        runs: "runs: [{name: one, expect: {events: [{phase: a}]}}]",
        says: #"4:38: error: runs[0].expect.events[0]: expected the key "kind", found none"#
    ),
    MalformedFile(
        "a probe that is no path",
        agents: "agents: {a: {process: {command: [x, '{port}'], probe: {get: hello}}}, "
            + "b: {simulated: {}}}",
        says: "3:61: error: agents.a.process.probe.get: expected a path of visible ASCII that "
            + #"begins with "/", found "hello""#
    ),
    MalformedFile(
        "a probe that would not be one line",
        agents: "agents: {a: {process: {command: [x, '{port}'], probe: {get: /a b}}}, "
            + "b: {simulated: {}}}",
        says: "3:61: error: agents.a.process.probe.get: expected a path of visible ASCII that "
            + #"begins with "/", found "/a b""#
    ),
    MalformedFile(
        "a text that is no YAML",
        "config: {retry: [",
        says: "6:1: error: while parsing a flow node: did not find expected node content"
    ),
    MalformedFile(
        "a key twice",
        "name: y",
        says: #"5:1: error: name: duplicate key "name", first used on line 1"#
    ),
]
