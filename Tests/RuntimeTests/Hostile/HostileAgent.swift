import TestSupport
import Testing

@testable import Runtime

/// A program that behaves as badly as it can.
struct HostileAgent: Sendable, CustomTestStringConvertible {
    let name: String
    let ending: HostileEnding
    /// What it runs; `{outside}` is a folder that it has no business with.
    let words: [String]

    var testDescription: String { name }

    static func shell(_ name: String, _ ending: HostileEnding, _ script: String) -> HostileAgent {
        HostileAgent(name: name, ending: ending, words: ["sh", "-c", script])
    }

    static func python(_ name: String, _ ending: HostileEnding, _ script: String) -> HostileAgent {
        let prelude = "import json, os, signal, socket, subprocess, sys, time\n"
        return HostileAgent(name: name, ending: ending, words: ["python3", "-c", prelude + script])
    }

    /// One that answers with one text.
    static func says(_ name: String, _ ending: HostileEnding, _ text: String) -> HostileAgent {
        python(name, ending, "sys.stdout.write(\(text))")
    }

    static let all = floods + answers + numbers + files + folders + processes
}

// Those that write, or do not.
extension HostileAgent {
    private static let floods: [HostileAgent] = [
        shell("says nothing and never ends", .atLimit, "sleep 1000"),
        shell("writes lines without an end", .atLimit, "yes"),
        shell("writes errors without an end", .atLimit, "yes >&2"),
        shell("writes to both without an end", .atLimit, "yes & yes >&2"),
        python(
            "writes one line of 100 MB",
            .fails("process"),
            "for _ in range(100): sys.stdout.write('x' * 1000000)"
        ),
        python(
            "fails with a line of 100 MB",
            .fails("process"),
            "sys.stderr.write('x' * 100000000); sys.exit(1)"
        ),
        shell("closes its output and stays", .atLimit, "exec >&- 2>&-; sleep 1000"),
        python("never reads its request", .atLimit, "time.sleep(1000)"),
        shell(
            "reads its request for ever",
            .atLimit,
            "cat; cat /dev/zero | head -c 1000 >/dev/null; sleep 1000"
        ),
        python(
            "writes a byte at a time",
            .atLimit,
            "while True: sys.stdout.write('x'); sys.stdout.flush()"
        ),
        says("writes zeros", .succeeds, #""\0" * 100000"#),
        python(
            "writes what is no text",
            .succeeds,
            "sys.stdout.buffer.write(bytes(range(256)) * 1000)"
        ),
        says("commands the terminal", .succeeds, #""\x1b[2J\x1b]0;title\x07" * 1000"#),
        says(
            "commands the runner",
            .succeeds,
            #""::error::no\n##[group]no\r::stop-commands::x\n" * 100"#
        ),
        python(
            "writes, then waits in the middle of a character",
            .atLimit,
            """
            sys.stdout.buffer.write(b'\\xf0\\x9f'); sys.stdout.flush(); time.sleep(1000)
            """
        ),
        shell("lets a child hold its output", .succeeds, "echo done; sleep 1000 &"),
    ]

    private static let answers: [HostileAgent] = [
        says("nests a million deep", .succeeds, #""[" * 1000000"#),
        says("nests objects a hundred thousand deep", .fails("answer"), #"'{"output":' * 100000"#),
        says(
            "gives an object with 100,000 keys",
            .succeeds,
            """
            '{' + ','.join('"k%d":1' % n for n in range(100000)) + '}'
            """
        ),
        says("breaks off in the middle of its answer", .fails("answer"), #"'{"output": "half'"#),
        says("escapes half a pair", .fails("answer"), #"'{"output": "\\ud800"}'"#),
        says("says everything twice", .fails("answer"), #"'{"output": "a", "output": "b"}'"#),
        says("answers after a log line", .fails("answer"), #"'starting\n{"output": "a"}'"#),
        says("begins with a mark of byte order", .fails("answer"), #"'\ufeff{"output": "a"}'"#),
        says(
            "names a failure of the engine's",
            .fails("agent:cancelled"),
            """
            '{"error": {"kind": "cancelled", "message": "no"}}'
            """
        ),
        says(
            "fails with a message of 10 MB",
            .fails("k"),
            """
            json.dumps({"error": {"kind": "k", "message": "x" * 10000000}})
            """
        ),
        says(
            "fails with a kind of 1 MB",
            .fails("kkk…"),
            """
            json.dumps({"error": {"kind": "k" * 1000000, "message": "m"}})
            """
        ),
        says(
            "fails in words of its own",
            .fails("answer"),
            #"'{"error": {"kind": ["a"], "retryable": "yes"}}'"#
        ),
        says("fails without a word", .fails("process"), #"'{"error": {}}'"#),
    ]

    private static let numbers: [HostileAgent] = [
        says(
            "asks to wait for ever",
            .fails("answer"),
            """
            '{"error": {"kind": "k", "message": "m", "retryable": true, "retry_after": 1e300}}'
            """
        ),
        says(
            "asks to wait since yesterday",
            .fails("answer"),
            """
            '{"error": {"kind": "k", "message": "m", "retryable": true, "retry_after": -86400}}'
            """
        ),
        says("used fewer tokens than none", .fails("answer"), #"'{"output": "a", "tokens": -5}'"#),
        says(
            "used more tokens than there are",
            .fails("answer"),
            #"'{"output": "a", "tokens": 99999999999999999999}'"#
        ),
        says("cost what is no number", .fails("answer"), #"'{"output": "a", "cost": NaN}'"#),
        says("cost a fortune", .fails("answer"), #"'{"output": "a", "cost": 1e300}'"#),
        says(
            "called itself too often to count",
            .fails("answer"),
            #"'{"output": "a", "calls": 9223372036854775807}'"#
        ),
        shell("ends with 75 and no word", .fails("process"), "exit 75"),
        shell("ends with 255", .fails("process"), "exit 255"),
        shell("ends by a fault of its own", .fails("process"), "kill -SEGV $$"),
    ]
}
