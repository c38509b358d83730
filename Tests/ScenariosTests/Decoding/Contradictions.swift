/// What is fine by itself and does not go together.
let contradictions = [
    MalformedFile(
        "a process on a virtual clock",
        agents: "agents: {a: {process: {command: [x]}}, b: {simulated: {}}}",
        "clock: virtual",
        says: #"5:8: error: clock: expected real, because an agent is a process, found "virtual""#
    ),
    MalformedFile(
        "a scale on a virtual clock",
        "time_scale: 0.5",
        says: "5:13: error: time_scale: expected a real clock, without which nothing is scaled"
    ),
    MalformedFile(
        "a real clock that is advanced",
        runs: "runs: [{name: one}, {name: two, advance: 1h}]",
        "clock: real",
        says: "4:42: error: runs[1].advance: expected a virtual clock, because real time cannot "
            + "be advanced"
    ),
    MalformedFile(
        "degrading without a fallback",
        "config: {phases: {a: {retry: {on_exhausted: degrade}}}}",
        says: "5:45: error: config.phases.a.fallback: expected a fallback text, because the phase "
            + "degrades when it is exhausted; found none"
    ),
    MalformedFile(
        "a run that degrades without a fallback",
        runs: "runs: [{name: one, config: {retry: {on_exhausted: degrade}}}]",
        "config: {phases: {a: {fallback: x}}}",
        says: "4:51: error: runs[0].config.phases.b.fallback: expected a fallback text, because "
            + "the phase degrades when it is exhausted; found none"
    ),
    MalformedFile(
        "a review that nothing can reject",
        "config: {phases: {b: {on_rejected: {revise: a}}}}",
        says: "5:36: error: config.phases.b.on_rejected: expected validators under validate, "
            + "without which nothing is ever rejected"
    ),
    MalformedFile(
        "a review that sends back to a later phase",
        "config: {phases: {a: {validate: [{contains: x}], on_rejected: {revise: b}}}}",
        says:
            "5:72: error: config.phases.a.on_rejected.revise: expected a phase that a needs (by its own needs or through others), "
            + #"found "b""#
    ),
    MalformedFile(
        "a review that sends back to itself",
        "config: {phases: {b: {validate: [{contains: x}], on_rejected: {revise: b}}}}",
        says:
            "5:72: error: config.phases.b.on_rejected.revise: expected a phase that b needs (by its own needs or through others), "
            + #"found "b""#
    ),
    MalformedFile(
        "a review that sends back to nowhere",
        "config: {phases: {b: {validate: [{contains: x}], on_rejected: {revise: coder}}}}",
        says: #"5:72: error: config.phases.b.on_rejected.revise: expected a phase, found "coder"; "#
            + "there are a, b"
    ),
    MalformedFile(
        "optional features of a workflow that has none",
        workflow: "workflow: full",
        agents: "agents: {planner: &s {simulated: {}}, designer: *s, coder: *s, reviewer: *s, "
            + "executor: *s}",
        "config: {cache: {ttl: 1h}, phases: {coder: {cache: {enabled: false}}}, parallel: true}",
        says: "5:10: error: config.cache: the workflow full has no optional features; "
            + #"enhanced_full has "cache""#,
        "5:45: error: config.phases.coder.cache: the workflow full has no optional features; "
            + #"enhanced_full has "cache""#,
        "5:72: error: config.parallel: the workflow full has no optional features; "
            + #"enhanced_full has "parallel""#
    ),
    MalformedFile(
        "a claim of both kinds",
        """
        claims:
        - {name: c, baseline: one, candidate: two, reduction: 1%..2%, speedup: ">= 3"}
        """,
        says: #"6:63: error: claims[0].speedup: excludes "reduction" beside it; keep one of them"#
    ),
    MalformedFile(
        "a claim of nothing",
        "claims: [{name: c, baseline: one, candidate: two}]",
        says: "5:10: error: claims[0]: missing one of the keys reduction, speedup, "
            + "no_change, at_least"
    ),
    MalformedFile(
        "a speedup that is none",
        #"claims: [{name: c, baseline: one, candidate: two, speedup: "<= 3"}]"#,
        says: #"5:60: error: claims[0].speedup: expected a bound such as ">= 3", found "<= 3""#
    ),
    MalformedFile(
        "a share of two runs",
        "claims: [{name: c, baseline: one, candidate: two, at_least: 90%}]",
        says: "5:30: error: claims[0].baseline: expected run with at_least, found baseline"
    ),
    MalformedFile(
        "a reduction of one run",
        "claims: [{name: c, run: one, reduction: 1%..2%}]",
        says: "5:25: error: claims[0].run: expected baseline and candidate, of which this claim "
            + "speaks, found run"
    ),
    MalformedFile(
        "a claim without candidate",
        "claims: [{name: c, baseline: one, no_change: 5%}]",
        says: "5:30: error: claims[0]: expected candidate beside baseline, found none"
    ),
    MalformedFile(
        "a share that nothing can show",
        "claims: [{name: c, run: one, at_least: 100%}]",
        says: "5:40: error: claims[0].at_least: expected more than 0% and less than 100%, which no "
            + #"number of executions can show, found "100%""#
    ),
    MalformedFile(
        "more successes in a row than executions",
        "claims: [{name: c, run: one, at_least: 90%, pass_all: 9, pairs: 8}]",
        says: "5:55: error: claims[0].pass_all: expected at most as many as there are executions "
            + "(pairs: 8), found 9"
    ),
    MalformedFile(
        "a margin of nothing",
        "claims: [{name: c, baseline: one, candidate: two, no_change: 0%}]",
        says: "5:62: error: claims[0].no_change: expected more than 0% and less than 100%, "
            + #"found "0%""#
    ),
    MalformedFile(
        "a share of another metric",
        "claims: [{name: c, run: one, metric: tokens, at_least: 90%}]",
        says:
            "5:38: error: claims[0].metric: expected success, of which at_least speaks, found tokens"
    ),
    MalformedFile(
        "success of two runs",
        "claims: [{name: c, baseline: one, candidate: two, metric: success, no_change: 5%}]",
        says: "5:59: error: claims[0].metric: expected at_least in place of what is claimed of two "
            + "runs, found success"
    ),
    MalformedFile(
        "a resume of what is measured alone",
        runs: "runs: [{name: one, alone: true, kill: {after: a}}, {name: two, resume: one}]",
        says: "4:72: error: runs[1].resume: expected runs that are measured one after the other, "
            + #"found "one", which says alone"#
    ),
    MalformedFile(
        "a claim about time that is scaled",
        """
        clock: real
        time_scale: 0.1
        claims: [{name: c, baseline: one, candidate: two, reduction: 1%..2%}]
        """,
        says: "7:10: error: claims[0]: expected time_scale 1, because only part of the time "
            + "scales; a duration cannot be claimed"
    ),
    MalformedFile(
        "too little confidence",
        "claims: [{name: c, baseline: one, candidate: two, reduction: 1%..2%, confidence: 40%}]",
        says: "5:82: error: claims[0].confidence: expected at least 50% and less than 100%, "
            + #"found "40%""#
    ),
    MalformedFile(
        "a server that is not told its port",
        agents: "agents: {a: {process: {command: [x], probe: {get: /}}}, b: {simulated: {}}}",
        says: "3:51: error: agents.a.process.probe.get: expected {port} in the command or in env, "
            + "without which the server cannot know where to listen"
    ),
    MalformedFile(
        "a variable that is Moonlight's own",
        agents: "agents: {a: {process: {command: [x], env: {MOONLIGHT_WORKSPACE: /x}}}, "
            + "b: {simulated: {}}}",
        says: "3:65: error: agents.a.process.env.MOONLIGHT_WORKSPACE: this variable is set to the "
            + "workspace of the run; choose another name"
    ),
    MalformedFile(
        "an expectation of nothing",
        runs: "runs: [{name: one, expect: {attempts: {}, response: {}}}]",
        says: "4:39: error: runs[0].expect.attempts: expected at least one entry, found none",
        "4:53: error: runs[0].expect.response: expected at least one entry, found none"
    ),
    MalformedFile(
        "several mistakes at once",
        workflow: "workflow: {phases: [{name: a}, {name: b, needs: [a], agnt: x}]}",
        agents: "agents: {a: {simulated: {latency: soon}}}",
        runs: "runs: [{name: one, expect: {cached: [c], attempts: {a: many}}}, {name: one}]",
        """
        faults: [{id: f, inject: hang, when: {run: onne}}]
        config: {retry: {initial: 1 s}, phases: {a: {validate: [{matches: '('}]}}}
        """,
        says: #"2:54: error: workflow.phases[1].agnt: unknown key "agnt"; did you mean "agent"?"#,
        #"3:9: error: agents: expected an agent named "b" for the phase b, found a"#,
        #"3:35: error: agents.a.simulated.latency: expected a duration such as "250ms", "#
            + #"found "soon""#,
        #"4:38: error: runs[0].expect.cached[0]: expected a phase, found "c"; did you mean "a"?"#,
        "4:56: error: runs[0].expect.attempts.a: expected an integer from 0 to 1000000000, "
            + #"found "many""#,
        #"4:72: error: runs[1].name: expected another name, found "one" a second time"#,
        #"5:44: error: faults[0].when.run: expected a run, found "onne"; did you mean "one"?"#,
        #"6:27: error: config.retry.initial: expected a duration such as "250ms", found "1 s"; units are us, ms, s, m and h"#,
        "6:67: error: config.phases.a.validate[0].matches: expected a regular expression, "
            + #"found "(": at character 1: this group isn't closed"#
    ),
]
