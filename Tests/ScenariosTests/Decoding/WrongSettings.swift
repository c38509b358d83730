/// Settings of features with a value that cannot be, or that names nothing.
let wrongSettings = [
    MalformedFile(
        "an exit that is none",
        "config: {retry: {on_exhausted: rolback}}",
        says: "5:32: error: config.retry.on_exhausted: expected one of fail, rollback, degrade, "
            + #"pause; found "rolback"; did you mean "rollback"?"#
    ),
    MalformedFile(
        "a pattern of one failure",
        "config: {retry: {pattern_length: 1}}",
        says: "5:34: error: config.retry.pattern_length: expected an integer from 2 to 1000, "
            + "found 1"
    ),
    MalformedFile(
        "a heartbeat of nothing",
        "config: {timeout: {heartbeat: 0s}}",
        says: "5:31: error: config.timeout.heartbeat: expected a duration above zero such as "
            + #""250ms", found "0s""#
    ),
    MalformedFile(
        "results that are never valid",
        "config: {cache: {ttl: 1h, ttl_multiplier: 0}}",
        says: "5:43: error: config.cache.ttl_multiplier: expected a number above 0, found 0"
    ),
    MalformedFile(
        "a multiplier beyond all bounds",
        "config: {cache: {ttl_multiplier: 1e7}}",
        says: "5:34: error: config.cache.ttl_multiplier: expected a number from 0 to 1000000, "
            + "found 1e7"
    ),
    MalformedFile(
        "a store that is none",
        "config: {cache: {store: disk, strategy: clever, epoch: -1}}",
        says: #"5:25: error: config.cache.store: expected one of run, shared; found "disk""#,
        #"5:41: error: config.cache.strategy: expected one of always, smart; found "clever""#,
        "5:56: error: config.cache.epoch: expected an integer of at least 0, found -1"
    ),
    MalformedFile(
        "a part of a key that is none",
        "config: {phases: {a: {cache: {key: [input]}}}}",
        says: "5:37: error: config.phases.a.cache.key[0]: expected one of requirements, inputs, "
            + #"context, prompt, agent, configuration, environment; found "input"; "#
            + #"did you mean "inputs"?"#
    ),
    MalformedFile(
        "a key of nothing",
        "config: {phases: {a: {cache: {key: []}}}}",
        says: "5:36: error: config.phases.a.cache.key: expected a list with at least one item, "
            + "found an empty list"
    ),
    MalformedFile(
        "a rollback that is none",
        "config: {rollback: {policy: lastgood, max_rollbacks: 1001}}",
        says: "5:29: error: config.rollback.policy: expected one of none, last_good, compensate, "
            + #"degrade; found "lastgood"; did you mean "last_good"?"#,
        "5:54: error: config.rollback.max_rollbacks: expected an integer from 0 to 1000, found 1001"
    ),
    MalformedFile(
        "a rollback to nowhere",
        "config: {rollback: {policy: {to_phase: aa}}}",
        says: #"5:40: error: config.rollback.policy.to_phase: expected a phase, found "aa"; "#
            + #"did you mean "a"?"#
    ),
    MalformedFile(
        "no phase at a time",
        "config: {parallel: 0}",
        says: "5:20: error: config.parallel: expected true, false or a number of at least 1, "
            + "found 0"
    ),
    MalformedFile(
        "an agent that undoes and does not exist",
        "config: {phases: {a: {compensate: undo}}}",
        says: "5:35: error: config.phases.a.compensate: expected an agent, "
            + #"found "undo"; there are a, b"#
    ),
    MalformedFile(
        "a hook without words",
        "config: {phases: {a: {hooks: {before: [], after: {env: {}}, on_failure: echo}}}}",
        says: "5:39: error: config.phases.a.hooks.before: expected a list with at least one item, "
            + "found an empty list",
        #"5:50: error: config.phases.a.hooks.after: missing required key "command""#,
        "5:73: error: config.phases.a.hooks.on_failure: expected a list of words or "
            + #"{command: [...]}, found "echo""#
    ),
    MalformedFile(
        "a hook's program that the repository should have",
        "config: {phases: {a: {hooks: {before: [./x.sh], after: {command: [x, '{prot}']}}}}}",
        says: "5:40: error: config.phases.a.hooks.before[0]: expected an existing file, "
            + #"found "./x.sh" missing"#,
        "5:70: error: config.phases.a.hooks.after.command: expected a placeholder, "
            + #"found "prot"; did you mean "port"?"#
    ),
    MalformedFile(
        "validators without a value",
        "config: {phases: {a: {validate: [json_schema, {json: false}, {json_schema: {}}]}}}",
        says: "5:34: error: config.phases.a.validate[0].json_schema: expected a file or a JSON "
            + #"Schema, found none; "json" allows any JSON"#,
        "5:54: error: config.phases.a.validate[1].json: expected true, found false",
        "5:76: error: config.phases.a.validate[2].json_schema: expected a file or a JSON "
            + #"Schema, found none; "json" allows any JSON"#
    ),
    MalformedFile(
        "a JSON Schema with a mistake",
        "config: {phases: {a: {validate: [{json_schema: {properties: {n: {type: strin}}}}]}}}",
        says: "5:72: error: config.phases.a.validate[0].json_schema: at #/properties/n/type: "
            + "expected one of null, boolean, integer, number, string, array, object, "
            + #"found "strin""#
    ),
    MalformedFile(
        "a JSON Schema that is missing",
        "config: {phases: {a: {validate: [{json_schema: s.json}, {command: [./x]}]}}}",
        says: "5:48: error: config.phases.a.validate[0].json_schema: expected an existing file, "
            + #"found "s.json" missing"#,
        "5:68: error: config.phases.a.validate[1].command[0]: expected an existing file, "
            + #"found "./x" missing"#
    ),
    MalformedFile(
        "a status that no process ends with",
        "config: {phases: {a: {validate: [{exit_status: 256}, {exit_status: []}]}}}",
        says: "5:48: error: config.phases.a.validate[0].exit_status: expected an integer from 0 "
            + "to 255, found 256",
        "5:68: error: config.phases.a.validate[1].exit_status: expected a list with at least one "
            + "item, found an empty list"
    ),
    MalformedFile(
        "an agent's numbers",
        agents: "agents: {a: {simulated: {frames: 10001, calls: 0}, seed: -1, sampling: {t: []}}, "
            + "b: {simulated: {}}}",
        says: "3:34: error: agents.a.simulated.frames: expected an integer from 0 to 10000, "
            + "found 10001",
        "3:48: error: agents.a.simulated.calls: expected an integer from 1 to 1000, found 0",
        "3:58: error: agents.a.seed: expected an integer of at least 0, found -1",
        "3:76: error: agents.a.sampling.t: expected text, a number or a boolean, "
            + "found an empty list"
    ),
    MalformedFile(
        "a time to come back that is none",
        "faults: [{id: f, inject: {rate_limit: {retry_after: soon}}}]",
        says: "5:53: error: faults[0].inject.rate_limit.retry_after: expected a duration such as "
            + #""250ms" or a date of HTTP, found "soon""#
    ),
    MalformedFile(
        "seconds without a unit",
        "faults: [{id: f, inject: {rate_limit: {retry_after: '20'}}}, "
            + "{id: g, inject: {rate_limit: {retry_after: 20}}}]",
        says: "5:53: error: faults[0].inject.rate_limit.retry_after: expected a duration such as "
            + #""250ms" or a date of HTTP, found "20""#,
        "5:105: error: faults[1].inject.rate_limit.retry_after: expected a duration such as "
            + #""250ms" or a date of HTTP, found 20"#
    ),
    MalformedFile(
        "numbers of runs",
        runs: "runs: [{name: one, concurrent: 0}, {name: two, restart: 1}]",
        says: "4:32: error: runs[0].concurrent: expected an integer from 1 to 10000, found 0",
        "4:57: error: runs[1].restart: expected true or false, found 1"
    ),
    MalformedFile(
        "a phase to die after",
        runs: "runs: [{name: one, kill: {after: c}}, {name: two, cancel: {after: coder}}]",
        says: #"4:34: error: runs[0].kill.after: expected a phase, found "c"; did you mean "a"?"#,
        #"4:67: error: runs[1].cancel.after: expected a phase, found "coder"; there are a, b"#
    ),
    MalformedFile(
        "what is expected of the cache",
        runs: "runs: [{name: one, expect: {rollbacks: -1, anomalies: [c], "
            + "cache: {hits: x, missed_because: {c: [], d: y}}}}]",
        says: "4:40: error: runs[0].expect.rollbacks: expected an integer from 0 to 1000000, "
            + "found -1",
        #"4:56: error: runs[0].expect.anomalies[0]: expected a phase, found "c"; "#
            + #"did you mean "a"?"#,
        "4:74: error: runs[0].expect.cache.hits: expected an integer from 0 to 1000000000, "
            + #"found "x""#,
        #"4:94: error: runs[0].expect.cache.missed_because.c: expected a phase, found "c"; "#
            + #"did you mean "a"?"#,
        "4:97: error: runs[0].expect.cache.missed_because.c: expected a list with at least one "
            + "item, found an empty list",
        #"4:101: error: runs[0].expect.cache.missed_because.d: expected a phase, found "d"; "#
            + #"did you mean "a"?"#
    ),
    MalformedFile(
        "a pattern that is none",
        runs: "runs: [{name: one, expect: {patterns: [rate_limit, repeated_]}}]",
        says: "4:40: error: runs[0].expect.patterns[0]: expected repeated_ and a kind of failure, "
            + #"such as repeated_rate_limit, found "rate_limit""#,
        "4:52: error: runs[0].expect.patterns[1]: expected repeated_ and a kind of failure, "
            + #"such as repeated_rate_limit, found "repeated_""#
    ),
]
