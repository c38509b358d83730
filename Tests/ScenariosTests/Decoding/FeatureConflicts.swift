/// Settings of features that are fine by themselves and do not go together.
let featureConflicts = [
    MalformedFile(
        "every optional feature of a workflow that has none",
        workflow: "workflow: full",
        agents: "agents: {planner: &s {simulated: {}}, designer: *s, coder: *s, reviewer: *s, "
            + "executor: *s}",
        """
        config:
          context: {budget: 1KiB}
          rollback: {policy: last_good}
          checkpoints: {enabled: true}
          monitor: {enabled: true}
          retry: {on_exhausted: rollback}
          phases: {coder: {compensate: planner, hooks: {before: [x]}, fallback: y}}
          fail_fast: false
        """,
        says: "6:3: error: config.context: \(hasNone) \"context\"",
        "7:3: error: config.rollback: \(hasNone) \"rollback\"",
        "8:3: error: config.checkpoints: \(hasNone) \"checkpoints\"",
        "9:3: error: config.monitor: \(hasNone) \"monitor\"",
        "10:25: error: config.retry.on_exhausted: \(hasNone) \"rollback\"",
        "11:20: error: config.phases.coder.compensate: \(hasNone) \"compensate\"",
        "11:41: error: config.phases.coder.hooks: \(hasNone) \"hooks\"",
        "12:3: error: config.fail_fast: \(hasNone) \"fail_fast\""
    ),
    MalformedFile(
        "a rollback that degrades without a fallback",
        """
        config: {retry: {on_exhausted: rollback}, rollback: {policy: degrade},
          phases: {a: {fallback: x}}}
        """,
        says: "5:32: error: config.phases.b.fallback: expected a fallback text, because the phase "
            + "degrades when it is exhausted; found none"
    ),
    MalformedFile(
        "a rollback that undoes nothing",
        """
        config: {rollback: {policy: compensate}, phases: {b: {retry: {on_exhausted: rollback}}}}
        """,
        says: "5:29: error: config.rollback.policy: expected a phase with compensate, without "
            + "which nothing is undone; found none"
    ),
    MalformedFile(
        "a rollback to a phase that is skipped",
        "config: {rollback: {policy: {to_phase: a}}, skip: [a]}",
        says: "5:29: error: config.rollback.policy.to_phase: expected a phase that is executed, "
            + #"found "a", which is skipped"#
    ),
    MalformedFile(
        "a hook on a virtual clock",
        "clock: virtual\nconfig: {phases: {a: {hooks: {before: [x]}}}}",
        says: #"5:8: error: clock: expected real, because a hook is a program, found "virtual""#
    ),
    MalformedFile(
        "a validator on a virtual clock",
        "clock: virtual\nconfig: {phases: {a: {validate: [{command: [x]}]}}}",
        says: "5:8: error: clock: expected real, because a validator is a program, "
            + #"found "virtual""#
    ),
    MalformedFile(
        "a hook's time that is advanced",
        runs: "runs: [{name: one, advance: 1h}]",
        "config: {phases: {a: {hooks: {before: [x]}}}}",
        says: "4:29: error: runs[0].advance: expected a virtual clock, because real time cannot "
            + "be advanced"
    ),
    MalformedFile(
        "two seeds of one agent",
        agents: "agents: {a: {simulated: {}, seed: 1, sampling: {seed: 2}}, b: {simulated: {}}}",
        says: #"3:49: error: agents.a.sampling.seed: excludes "seed" beside sampling; "#
            + "keep one of them"
    ),
    MalformedFile(
        "a date in a body",
        """
        faults:
        - id: f
          inject: {rate_limit: {retry_after: "Sat, 01 Jan 2000 00:00:20 GMT", in: body}}
        """,
        says: "7:75: error: faults[0].inject.rate_limit.in: expected header, because only a header "
            + #"holds a date, found "body""#
    ),
    MalformedFile(
        "a body that says nothing",
        "faults: [{id: f, inject: {rate_limit: {in: body}}}]",
        says: "5:44: error: faults[0].inject.rate_limit.in: expected retry_after beside it, "
            + "found none"
    ),
    MalformedFile(
        "a run that is killed and cancelled",
        runs: "runs: [{name: one, kill: {after: a}, cancel: {at: 1s}}]",
        says: #"4:38: error: runs[0].cancel: excludes "kill" beside it; keep one of them"#
    ),
    MalformedFile(
        "a run that is cancelled twice, and one that never is",
        runs: "runs: [{name: one, cancel: {after: a, at: 1s}}, {name: two, cancel: {}}]",
        says: #"4:39: error: runs[0].cancel.at: excludes "after" beside it; keep one of them"#,
        "4:69: error: runs[1].cancel: missing one of the keys after, at, event, during"
    ),
    MalformedFile(
        "a run that dies more than once",
        runs: "runs: [{name: one, kill: {after: a}, repeat: 2}, "
            + "{name: two, kill: {after: a}, concurrent: 3}]",
        says: "4:26: error: runs[0].kill: expected a run that is executed once, "
            + "found 2 executions",
        "4:68: error: runs[1].kill: expected a run that is executed once, found 3 executions"
    ),
    MalformedFile(
        "a run that dies after what is skipped",
        runs: "runs: [{name: one, kill: {after: a}, config: {skip: [a]}}]",
        says: "4:34: error: runs[0].kill.after: expected a phase that is executed, "
            + #"found "a", which is skipped"#
    ),
    MalformedFile(
        "a run that goes on with a later one, with itself, or with none",
        runs: "runs: [{name: one, resume: two}, {name: two, resume: two}, "
            + "{name: six, resume: tow}]",
        says: #"4:28: error: runs[0].resume: expected an earlier run, found "two""#,
        #"4:54: error: runs[1].resume: expected an earlier run, found "two"; there are one"#,
        #"4:80: error: runs[2].resume: expected an earlier run, found "tow"; "#
            + #"did you mean "two"?"#
    ),
    MalformedFile(
        "a run that goes on with one that ended",
        runs: "runs: [{name: one}, {name: two, resume: one}]",
        says: "4:41: error: runs[1].resume: expected a run that is killed, is cancelled, pauses or "
            + #"fails, found "one", which is expected to end"#
    ),
    MalformedFile(
        "a run that goes on with several, and several that go on with one",
        runs: "runs: [{name: one, repeat: 2, cancel: {at: 1s}}, {name: two, resume: one}, "
            + "{name: six, kill: {after: a}}, {name: ten, resume: six, repeat: 2}]",
        says: "4:70: error: runs[1].resume: expected a run that is executed once, "
            + "found 2 executions",
        "4:127: error: runs[3].resume: expected a run that is executed once, found 2 executions"
    ),
    MalformedFile(
        "a run that goes on with one without checkpoints",
        runs: "runs: [{name: one, kill: {after: a}}, {name: two, resume: one}]",
        "config: {checkpoints: {enabled: false}}",
        says: #"4:59: error: runs[1].resume: expected a run with checkpoints, found "one", which "#
            + "has none: there is nothing to resume from",
        #"4:59: error: runs[1].resume: expected a run with checkpoints, found "two", which "#
            + "has none: there is nothing to resume from"
    ),
    MalformedFile(
        "a tag that no result bears",
        runs: "runs: [{name: one, invalidate: [modle]}]",
        "config: {cache: {tags: [model]}}",
        says: "4:33: error: runs[0].invalidate[0]: expected a tag under cache.tags, "
            + #"found "modle"; did you mean "model"?"#
    ),
]

private let hasNone = "the workflow full has no optional features; enhanced_full has"
