import Testing

@testable import Runtime

/// A program that behaves as badly as it can.
struct HostileAgent: Sendable, CustomTestStringConvertible {
    let name: String
    /// What it runs; `{outside}` is a folder that is none of its business.
    let words: [String]

    var testDescription: String { name }

    static func shell(_ name: String, _ script: String) -> HostileAgent {
        HostileAgent(name: name, words: ["sh", "-c", script])
    }

    static func python(_ name: String, _ script: String) -> HostileAgent {
        let prelude = "import json, os, signal, socket, subprocess, sys, time\n"
        return HostileAgent(name: name, words: ["python3", "-c", prelude + script])
    }

    /// One that answers with one text.
    static func says(_ name: String, _ text: String) -> HostileAgent {
        python(name, "sys.stdout.write(\(text))")
    }

    static let all = floods + answers + numbers + files + folders + processes
}

// Those that write, or do not.
extension HostileAgent {
    private static let floods: [HostileAgent] = [
        shell("says nothing and never ends", "sleep 1000"),
        shell("writes lines without an end", "yes"),
        shell("writes errors without an end", "yes >&2"),
        shell("writes to both without an end", "yes & yes >&2"),
        python("writes one line of 100 MB", "for _ in range(100): sys.stdout.write('x' * 1000000)"),
        python("fails with a line of 100 MB", "sys.stderr.write('x' * 100000000); sys.exit(1)"),
        shell("closes its output and stays", "exec >&- 2>&-; sleep 1000"),
        python("never reads its request", "time.sleep(1000)"),
        shell(
            "reads its request for ever",
            "cat; cat /dev/zero | head -c 1000 >/dev/null; sleep 1000"
        ),
        python("writes a byte at a time", "while True: sys.stdout.write('x'); sys.stdout.flush()"),
        says("writes zeros", #""\0" * 100000"#),
        python("writes what is no text", "sys.stdout.buffer.write(bytes(range(256)) * 1000)"),
        says("commands the terminal", #""\x1b[2J\x1b]0;title\x07" * 1000"#),
        says("commands the runner", #""::error::no\n##[group]no\r::stop-commands::x\n" * 100"#),
        python(
            "writes, then waits in the middle of a character",
            """
            sys.stdout.buffer.write(b'\\xf0\\x9f'); sys.stdout.flush(); time.sleep(1000)
            """
        ),
        shell("lets a child hold its output", "echo done; sleep 1000 &"),
    ]

    private static let answers: [HostileAgent] = [
        says("nests a million deep", #""[" * 1000000"#),
        says("nests objects a hundred thousand deep", #"'{"output":' * 100000"#),
        says(
            "gives an object with 100,000 keys",
            """
            '{' + ','.join('"k%d":1' % n for n in range(100000)) + '}'
            """
        ),
        says("breaks off in the middle of its answer", #"'{"output": "half'"#),
        says("escapes half a pair", #"'{"output": "\\ud800"}'"#),
        says("says everything twice", #"'{"output": "a", "output": "b"}'"#),
        says("answers after a log line", #"'starting\n{"output": "a"}'"#),
        says("begins with a mark of byte order", #"'\ufeff{"output": "a"}'"#),
        says(
            "names a failure of the engine's",
            """
            '{"error": {"kind": "cancelled", "message": "no"}}'
            """
        ),
        says(
            "fails with a message of 10 MB",
            """
            json.dumps({"error": {"kind": "k", "message": "x" * 10000000}})
            """
        ),
        says(
            "fails with a kind of 1 MB",
            """
            json.dumps({"error": {"kind": "k" * 1000000, "message": "m"}})
            """
        ),
        says("fails without a word", #"'{"error": {}}'"#),
    ]

    private static let numbers: [HostileAgent] = [
        says(
            "asks to wait for ever",
            """
            '{"error": {"kind": "k", "message": "m", "retryable": true, "retry_after": 1e300}}'
            """
        ),
        says(
            "asks to wait since yesterday",
            """
            '{"error": {"kind": "k", "message": "m", "retryable": true, "retry_after": -86400}}'
            """
        ),
        says("used fewer tokens than none", #"'{"output": "a", "tokens": -5}'"#),
        says(
            "used more tokens than there are",
            #"'{"output": "a", "tokens": 99999999999999999999}'"#
        ),
        says("cost what is no number", #"'{"output": "a", "cost": NaN}'"#),
        says("cost a fortune", #"'{"output": "a", "cost": 1e300}'"#),
        says(
            "called itself too often to count",
            #"'{"output": "a", "calls": 9223372036854775807}'"#
        ),
        shell("ends with 75 and no word", "exit 75"),
        shell("ends with 255", "exit 255"),
        shell("ends by a fault of its own", "kill -SEGV $$"),
    ]
}
