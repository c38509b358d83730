import Faults

/// Keys that are none, at every level: the nearest known one is named, or all where none is near.
let unknownKeys = [
    MalformedFile(
        "an unknown key of the file",
        "requirments: build it",
        says: #"5:1: error: requirments: unknown key "requirments"; did you mean "requirements"?"#
    ),
    MalformedFile(
        "a key for what anchors share",
        "x-agents: &agents {a: {}}",
        says:
            #"5:1: error: x-agents: unknown key "x-agents"; what files share goes into one of its "#
            + "own, which each of them extends (extends: FILE)"
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
        "a setting of the cache",
        "config: {cache: {ttl_multipler: 2}}",
        says: #"5:18: error: config.cache.ttl_multipler: unknown key "ttl_multipler"; "#
            + #"did you mean "ttl_multiplier"?"#
    ),
    MalformedFile(
        "a setting of the cache that is one phase's",
        "config: {cache: {key: [inputs]}}",
        says: #"5:18: error: config.cache.key: unknown key "key"; known keys: enabled, ttl, "#
            + "epoch, tags, ttl_multiplier, max_entries, max_bytes, store, strategy"
    ),
    MalformedFile(
        "a setting of a rollback",
        "config: {rollback: {polcy: none}}",
        says: #"5:21: error: config.rollback.polcy: unknown key "polcy"; did you mean "policy"?"#
    ),
    MalformedFile(
        "a policy of a rollback",
        "config: {rollback: {policy: {to_phse: a}}}",
        says: #"5:30: error: config.rollback.policy.to_phse: unknown key "to_phse"; "#
            + #"did you mean "to_phase"?"#
    ),
    MalformedFile(
        "a toggle",
        "config: {checkpoints: {enable: false}}",
        says: #"5:24: error: config.checkpoints.enable: unknown key "enable"; "#
            + #"did you mean "enabled"?"#
    ),
    MalformedFile(
        "a moment of a phase",
        "config: {phases: {a: {hooks: {befor: [x]}}}}",
        says: #"5:31: error: config.phases.a.hooks.befor: unknown key "befor"; "#
            + #"did you mean "before"?"#
    ),
    MalformedFile(
        "a setting of a hook",
        "config: {phases: {a: {hooks: {before: {command: [x], cwd: .}}}}}",
        says: #"5:54: error: config.phases.a.hooks.before.cwd: unknown key "cwd"; "#
            + "known keys: command, env, timeout"
    ),
    MalformedFile(
        "a timeout of a run under a phase",
        "config: {phases: {a: {timeout: {run: 1s}}}}",
        says: #"5:33: error: config.phases.a.timeout.run: unknown key "run"; "#
            + "known keys: attempt, heartbeat"
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
        "a parameter of an effect",
        "faults: [{id: f, inject: {rate_limit: {retry_aftr: 1s}}}]",
        says: #"5:40: error: faults[0].inject.rate_limit.retry_aftr: unknown key "retry_aftr"; "#
            + #"did you mean "retry_after"?"#
    ),
    MalformedFile(
        "a bare effect",
        "faults: [{id: f, inject: hnag}]",
        says: "5:26: error: faults[0].inject: expected one of "
            + FaultType.all.map(\.name).joined(separator: ", ")
            + #"; found "hnag"; did you mean "hang"?"#
    ),
    MalformedFile(
        "a run",
        runs: "runs: [{name: one, expct: {}}]",
        says: #"4:20: error: runs[0].expct: unknown key "expct"; did you mean "expect"?"#
    ),
    MalformedFile(
        "an interruption",
        runs: "runs: [{name: one, kill: {aftr: a}}]",
        says: #"4:27: error: runs[0].kill.aftr: unknown key "aftr"; did you mean "after"?"#
    ),
    MalformedFile(
        "a number of the cache",
        runs: "runs: [{name: one, expect: {cache: {hit: 1}}}]",
        says: #"4:37: error: runs[0].expect.cache.hit: unknown key "hit"; did you mean "hits"?"#
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
            + "known keys: id, at, when, site, fail, inject, expect, group"
    ),
]
