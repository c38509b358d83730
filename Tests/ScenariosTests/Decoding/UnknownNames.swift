import TestSupport

/// Names of phases, agents, runs, faults and files that do not exist, or exist twice.
let unknownNames = [
    MalformedFile(
        "a phase without an agent",
        agents: "agents: {a: {simulated: {}}, c: {simulated: {}}}",
        says: #"3:9: error: agents: expected an agent named "b" for the phase b, found a, c"#
    ),
    MalformedFile(
        "a phase under config",
        "config: {phases: {planer: {}}}",
        says: #"5:19: error: config.phases.planer: expected a phase, found "planer"; "#
            + "there are a, b"
    ),
    MalformedFile(
        "a phase that another needs",
        workflow: "workflow: {phases: [{name: a}, {name: b, needs: [c]}]}",
        says: #"2:50: error: workflow.phases[1].needs: expected a phase, found "c"; "#
            + #"did you mean "a"?"#
    ),
    MalformedFile(
        "phases in a cycle",
        workflow: "workflow: {phases: [{name: a, needs: [b]}, {name: b, needs: [a]}]}",
        says: "2:38: error: workflow.phases[0].needs: expected phases without a cycle, "
            + "found a → b → a"
    ),
    MalformedFile(
        "two phases of one name",
        workflow: "workflow: {phases: [{name: a}, {name: a}]}",
        says: "2:39: error: workflow.phases[1].name: expected a name of its own, "
            + #"found "a" a second time"#
    ),
    MalformedFile(
        "two runs of one name",
        runs: "runs: [{name: one}, {name: one}]",
        says: #"4:28: error: runs[1].name: expected another name, found "one" a second time"#
    ),
    MalformedFile(
        "two faults of one name",
        "faults: [{id: f, inject: hang}, {id: f, inject: hang}]",
        says: #"5:38: error: faults[1].id: expected another id, found "f" a second time"#
    ),
    MalformedFile(
        "two claims of one name",
        """
        claims:
        - {name: c, baseline: one, candidate: two, reduction: 1%..2%}
        - {name: c, baseline: one, candidate: two, reduction: 1%..2%}
        """,
        says: #"7:10: error: claims[1].name: expected another name, found "c" a second time"#
    ),
    MalformedFile(
        "a phase that should have been executed",
        runs: "runs: [{name: one, expect: {executed: [a, c]}}]",
        says: #"4:43: error: runs[0].expect.executed[1]: expected a phase, found "c"; "#
            + #"did you mean "a"?"#
    ),
    MalformedFile(
        "a phase whose attempts are counted",
        runs: "runs: [{name: one, expect: {attempts: {coder: 1}}}]",
        says: #"4:40: error: runs[0].expect.attempts.coder: expected a phase, found "coder"; "#
            + "there are a, b"
    ),
    MalformedFile(
        "a phase whose output is checked",
        runs: "runs: [{name: one, expect: {output: {coder: {contains: x}}}}]",
        says: #"4:38: error: runs[0].expect.output.coder: expected a phase, found "coder"; "#
            + "there are a, b"
    ),
    MalformedFile(
        "a phase that should fail",
        runs: "runs: [{name: one, expect: {error: {phase: coder}}}]",
        says: #"4:44: error: runs[0].expect.error.phase: expected a phase, found "coder"; "#
            + "there are a, b"
    ),
    MalformedFile(
        "a phase that is skipped",
        "config: {skip: [coder]}",
        says: #"5:17: error: config.skip[0]: expected a phase, found "coder"; there are a, b"#
    ),
    MalformedFile(
        "what a fault selects",
        "faults: [{id: f, inject: hang, when: {phase: pp, agent: qq, run: rrr}}]",
        says: #"5:46: error: faults[0].when.phase: expected a phase, found "pp"; there are a, b"#,
        #"5:57: error: faults[0].when.agent: expected an agent, found "qq"; there are a, b"#,
        #"5:66: error: faults[0].when.run: expected a run, found "rrr"; there are one, two"#
    ),
    MalformedFile(
        "a fault of one run that selects another",
        runs: "runs: [{name: one, faults: [{id: f, inject: hang, when: {run: two}}]}, {name: two}]",
        says: #"4:63: error: runs[0].faults[0].when.run: expected "one", because the fault "#
            + #"is declared in that run, found "two""#
    ),
    MalformedFile(
        "a fault whose outcome is expected",
        runs: "runs: [{name: one, expect: {faults: {down: absorbed}}}]",
        "faults: [{id: dawn, inject: hang}]",
        says: #"4:38: error: runs[0].expect.faults.down: expected a fault, found "down"; "#
            + #"did you mean "dawn"?"#
    ),
    MalformedFile(
        "a kind of event",
        runs: "runs: [{name: one, expect: {events: [{kind: cache_hits}]}}]",
        says: #"4:45: error: runs[0].expect.events[0]: expected an event's kind, "#
            + #"found "cache_hits"; did you mean "cache_hit"?"#
    ),
    MalformedFile(
        "a run that comes later cannot be the same",
        runs: "runs: [{name: one, expect: {same_output_as: two}}, {name: two}]",
        says: #"4:45: error: runs[0].expect.same_output_as: expected an earlier run, found "two""#
    ),
    MalformedFile(
        "a run that does not exist cannot be the same",
        runs: "runs: [{name: one}, {name: two, expect: {same_output_as: onne}}]",
        says: #"4:58: error: runs[1].expect.same_output_as: expected an earlier run, "#
            + #"found "onne"; did you mean "one"?"#
    ),
    MalformedFile(
        "a claim's runs",
        "claims: [{name: c, baseline: cold, candidate: warm, reduction: 1%..2%}]",
        says: #"5:30: error: claims[0].baseline: expected a run, found "cold"; there are one, two"#,
        #"5:47: error: claims[0].candidate: expected a run, found "warm"; there are one, two"#
    ),
    MalformedFile(
        "an agent of a run that overrides none",
        runs: "runs: [{name: one, agents: {aa: {version: 2}}}]",
        says: "4:29: error: runs[0].agents.aa: expected an agent of the scenario, or simulated or "
            + #"process, found "aa"; did you mean "a"?"#
    ),
    MalformedFile(
        "a placeholder",
        agents: "agents: {a: {process: {command: [x, '{prot}'], env: {P: '{wrkspace}'}}}, "
            + "b: {simulated: {}}}",
        says: #"3:37: error: agents.a.process.command: expected a placeholder, found "prot"; "#
            + #"did you mean "port"?"#,
        #"3:57: error: agents.a.process.env.P: expected a placeholder, found "wrkspace"; "#
            + #"did you mean "workspace"?"#
    ),
    MalformedFile(
        "a file that is missing",
        agents: "agents: {a: {simulated: {files: {app.py: nowhere.py}}}, b: {simulated: {}}}",
        says: "3:42: error: agents.a.simulated.files.app.py: expected an existing file, "
            + #"found "nowhere.py" missing"#
    ),
    MalformedFile(
        "a file outside the repository",
        agents: "agents: {a: {simulated: {files: {app.py: ../../etc/passwd}}}, b: {simulated: {}}}",
        says: "3:42: error: agents.a.simulated.files.app.py: expected a file inside the "
            + #"repository, found "../../etc/passwd""#
    ),
    MalformedFile(
        "an absolute path outside the repository",
        runs: "runs: [{name: one, expect: {output: {a: {equals_file: /etc/passwd}}}}]",
        says: "4:55: error: runs[0].expect.output.a.equals_file: expected a file inside the "
            + #"repository, found "/etc/passwd""#
    ),
    MalformedFile(
        "a program that the repository should have",
        agents: "agents: {a: {process: {command: [./agent.sh]}}, b: {simulated: {}}}",
        says: "3:34: error: agents.a.process.command[0]: expected an existing file, "
            + #"found "./agent.sh" missing"#
    ),
    MalformedFile(
        "a folder to run in",
        agents: "agents: {a: {process: {command: [x], cwd: nowhere}}, b: {simulated: {}}}",
        says: "3:43: error: agents.a.process.cwd: expected an existing folder, "
            + #"found "nowhere" missing"#
    ),
    MalformedFile(
        "a folder to run in outside the repository",
        agents: "agents: {a: {process: {command: [x], cwd: /etc}}, b: {simulated: {}}}",
        says: "3:43: error: agents.a.process.cwd: expected a folder inside the repository, "
            + #"found "/etc""#
    ),
    MalformedFile(
        "a profile",
        agents: "agents: {a: {simulated: {latency: {profile: codr}}}, b: {simulated: {}}}",
        says: "3:45: error: agents.a.simulated.latency.profile: expected a latency profile, "
            + #"found "codr"; did you mean "coder"?"#
    ),
]
