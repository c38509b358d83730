/// Keys that are none, at every level: the nearest known one is named, or all where none is near.
let unknownKeys = [
    MalformedFile(
        "an unknown key of the file",
        "requirments: build it",
        says: #"5:1: error: requirments: unknown key "requirments"; did you mean "requirements"?"#
    ),
    MalformedFile(
        "a phase",
        workflow: "workflow: {phases: [{name: a}, {name: b, need: [a]}]}",
        says: #"2:42: error: workflow.phases[1].need: unknown key "need"; did you mean "needs"?"#
    ),
    MalformedFile(
        "a policy",
        "config: {retyr: {}}",
        says: #"5:10: error: config.retyr: unknown key "retyr"; did you mean "retry"?"#
    ),
    MalformedFile(
        "a setting of a policy",
        "config: {retry: {intial: 1s}}",
        says: #"5:18: error: config.retry.intial: unknown key "intial"; did you mean "initial"?"#
    ),
    MalformedFile(
        "a setting of a phase",
        "config: {phases: {a: {fallbak: x}}}",
        says: #"5:23: error: config.phases.a.fallbak: unknown key "fallbak"; "#
            + #"did you mean "fallback"?"#
    ),
    MalformedFile(
        "a validator",
        "config: {phases: {a: {validate: [{contain: x}]}}}",
        says: #"5:35: error: config.phases.a.validate[0].contain: unknown key "contain"; "#
            + #"did you mean "contains"?"#
    ),
    MalformedFile(
        "an agent's kind",
        agents: "agents: {a: {simulatd: {}}, b: {simulated: {}}}",
        says: #"3:14: error: agents.a.simulatd: unknown key "simulatd"; did you mean "simulated"?"#
    ),
    MalformedFile(
        "a simulated agent",
        agents: "agents: {a: {simulated: {latncy: 1s}}, b: {simulated: {}}}",
        says: #"3:26: error: agents.a.simulated.latncy: unknown key "latncy"; "#
            + #"did you mean "latency"?"#
    ),
    MalformedFile(
        "a distribution",
        agents: "agents: {a: {simulated: {latency: {unifrom: {}}}}, b: {simulated: {}}}",
        says: #"3:36: error: agents.a.simulated.latency.unifrom: unknown key "unifrom"; "#
            + #"did you mean "uniform"?"#
    ),
    MalformedFile(
        "a process agent",
        agents: "agents: {a: {process: {command: [x], prob: {get: /}}}, b: {simulated: {}}}",
        says: #"3:38: error: agents.a.process.prob: unknown key "prob"; did you mean "probe"?"#
    ),
    MalformedFile(
        "a fault",
        "faults: [{id: f, inject: hang, wen: {}}]",
        says: #"5:32: error: faults[0].wen: unknown key "wen"; did you mean "when"?"#
    ),
    MalformedFile(
        "a fault's selector",
        "faults: [{id: f, inject: hang, when: {phse: a}}]",
        says: #"5:39: error: faults[0].when.phse: unknown key "phse"; did you mean "phase"?"#
    ),
    MalformedFile(
        "an effect",
        "faults: [{id: f, inject: {rate_limt: {}}}]",
        says: #"5:27: error: faults[0].inject.rate_limt: unknown key "rate_limt"; "#
            + #"did you mean "rate_limit"?"#
    ),
    MalformedFile(
        "a bare effect",
        "faults: [{id: f, inject: hnag}]",
        says: "5:26: error: faults[0].inject: expected one of rate_limit, server_error, latency, "
            + #"hang, crash; found "hnag"; did you mean "hang"?"#
    ),
    MalformedFile(
        "a run",
        runs: "runs: [{name: one, expct: {}}]",
        says: #"4:20: error: runs[0].expct: unknown key "expct"; did you mean "expect"?"#
    ),
    MalformedFile(
        "an expectation",
        runs: "runs: [{name: one, expect: {statuss: failed}}]",
        says: #"4:29: error: runs[0].expect.statuss: unknown key "statuss"; "#
            + #"did you mean "status"?"#
    ),
    MalformedFile(
        "a check of an output",
        runs: "runs: [{name: one, expect: {output: {a: {contain: x}}}}]",
        says: #"4:42: error: runs[0].expect.output.a.contain: unknown key "contain"; "#
            + #"did you mean "contains"?"#
    ),
    MalformedFile(
        "a claim",
        "claims: [{name: c, baseline: one, candidate: two, reduction: 1%..2%, pears: 3}]",
        says: #"5:70: error: claims[0].pears: unknown key "pears"; did you mean "pairs"?"#
    ),
    MalformedFile(
        "a key that resembles none",
        "faults: [{id: f, inject: hang, zzzzzzzz: 1}]",
        says: #"5:32: error: faults[0].zzzzzzzz: unknown key "zzzzzzzz"; "#
            + "known keys: id, at, when, inject, expect"
    ),
]
