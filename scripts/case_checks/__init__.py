"""What is right about each case, in words and as a check of what the tool left; no check where its time has not come."""

from case_checks import answers, files, patterns, timing, undoing
from case_checks.facts import Facts

__all__ = ["ALL", "Facts"]

ALL = {
    "07-slot-before-lookup.yaml": ("a look-up waits for no slot", timing.slot_before_lookup),
    "09-resume-forks.yaml": ("the second resume finds nothing to do, and fails", undoing.resume_forks),
    "10-saga-and-deadline.yaml": ("one exit at the deadline, and all is undone", undoing.saga_and_deadline),
    "13-heartbeat-of-a-program.yaml": ("output on either stream is a heartbeat", timing.heartbeat),
    "16-retry-layers.yaml": ("an agent's own calls use up the budget", timing.retry_layers),
    "20-kill-that-never-comes.yaml": ("what interrupts nothing fails, with its reason", undoing.kill_that_never_comes),
    "31-keys-of-effects.yaml": ("one key for each piece of work", files.keys_of_effects),
    "35-files-left-in-the-workspace.yaml": ("artifacts are there again; others are reported", files.files_left),
    "36-partial-work.yaml": ("the state before the phase", undoing.partial_work),
    "39-code-of-the-agent-changed.yaml": ("the program's own files are in the key", files.code_changed),
    "40-slot-while-waiting.yaml": ("a backoff holds no slot", timing.slot_while_waiting),
    "46-crash-after-a-rejection.yaml": ("the discard is durable before the rework", undoing.crash_after_a_rejection),
    "47-crash-while-undoing.yaml": ("the decision to undo is durable", undoing.crash_while_undoing),
    "49-retry-after-and-jitter.yaml": ("spread upward only", timing.retry_after_and_jitter),
    "ansi-only-difference.yaml": ("the difference is shown", answers.ansi_only_difference),
    "ansi-secret.yaml": ("blanked everywhere, and the message told", answers.ansi_secret),
    "answer-after-a-log-line.yaml": ("a failure of kind answer, not cached", answers.after_a_log_line),
    "answer-lone-surrogate.yaml": ("a failure of kind answer", answers.lone_surrogate),
    "answer-with-a-typo.yaml": ("a failure of kind answer that names the key", answers.with_a_typo),
    "baseline-tiny-a.xml": ("a threshold, and digits that show why", None),
    "baseline-tiny-b.xml": ("a threshold, and digits that show why", None),
    "bench-of-a-failing-program.yaml": ("failed executions have no verdict", None),
    "bench-pairs.yaml": ("8 shared pairs, unchanged", None),
    "fifo.yaml": ("the attempt fails: regular files only", files.fifo),
    "json-big-integers.yaml": ("whole numbers compare and print exactly", answers.big_integers),
    "latency-position.yaml": ("the program starts at once, its answer comes 2 s later", timing.latency_position),
    "markup-output.yaml": ("linear", patterns.markup),
    "one-long-line.yaml": ("under 200 MiB, the journal small", answers.one_long_line),
    "overshadowed-faults.yaml": ("first is absorbed, the others are overshadowed by it", answers.overshadowed),
    "redos-validator.yaml": ("matching is bounded in both worlds", patterns.backtracking),
    "tokens-in-events.yaml": ("tokens and cost in events, reports and expectations", answers.tokens),
    "verify-work.yaml": ("18 processes or fewer", None),
    "workflow-commands.yaml": ("nothing but our own lines acts as a command", patterns.workflow_commands),
    "workspace-replaced-by-link.yaml": ("path_escape, and nothing outside", files.replaced_workspace),
}
