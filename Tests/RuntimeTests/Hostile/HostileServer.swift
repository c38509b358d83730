import Testing

@testable import Runtime

/// A server that answers a probe as badly as it can.
struct HostileServer: Sendable, CustomTestStringConvertible {
    let name: String
    let ending: HostileEnding
    let script: String

    var testDescription: String { name }

    /// Takes connections one after another; `body` has each as `c`, and the server's socket as `s`.
    init(_ name: String, _ ending: HostileEnding, _ body: String) {
        self.init(
            name,
            ending,
            script: """
                s = socket.create_server(('127.0.0.1', int(os.environ['PORT'])))
                while True:
                    c, _ = s.accept()
                    try:
                \(body.split(separator: "\n").map { "        \($0)" }.joined(separator: "\n"))
                    except OSError: pass
                """
        )
    }

    init(_ name: String, _ ending: HostileEnding, script: String) {
        self.name = name
        self.ending = ending
        self.script = "import os, socket, struct, subprocess, sys, time\n" + script
    }

    /// Sends these bytes, written as Python does, and closes.
    static func sends(_ name: String, _ ending: HostileEnding, _ bytes: String) -> HostileServer {
        HostileServer(name, ending, "c.recv(4096); c.sendall(\(bytes)); c.close()")
    }

    static let all = silent + endless + heads + lengths + chunks

    private static let silent: [HostileServer] = [
        HostileServer("never listens", .atLimit, script: "time.sleep(1000)"),
        HostileServer("ends at once", .fails("process"), script: "sys.exit(0)"),
        HostileServer(
            "listens and never accepts",
            .atLimit,
            script: """
                s = socket.create_server(('127.0.0.1', int(os.environ['PORT']))); time.sleep(1000)
                """
        ),
        HostileServer("accepts and says nothing", .atLimit, "time.sleep(1000)"),
        HostileServer("accepts and closes", .atLimit, "c.close()"),
        HostileServer(
            "resets every connection",
            .atLimit,
            """
            c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0)); c.close()
            """
        ),
        HostileServer(
            "closes one half and stays",
            .atLimit,
            "c.shutdown(socket.SHUT_WR); time.sleep(1000)"
        ),
        HostileServer("ends while it is asked", .fails("process"), "os._exit(3)"),
        HostileServer(
            "listens elsewhere",
            .atLimit,
            script: """
                s = socket.create_server(('127.0.0.1', 0)); time.sleep(1000)
                """
        ),
        HostileServer(
            "leaves a daemon that listens",
            .fails("process"),
            script: """
                if os.fork() == 0:
                    os.setsid()
                    s = socket.create_server(('127.0.0.1', int(os.environ['PORT'])))
                    time.sleep(1000)
                """
        ),
    ]

    private static let endless: [HostileServer] = [
        HostileServer(
            "sends a byte a second",
            .fails("process"),
            "while True: c.send(b'H'); time.sleep(1)"
        ),
        HostileServer(
            "sends headers without an end",
            .fails("process"),
            """
            c.sendall(b'HTTP/1.1 200 OK\\r\\n')
            while True: c.sendall(b'X: y\\r\\n' * 1000)
            """
        ),
        HostileServer(
            "sends one header without an end",
            .fails("process"),
            """
            c.sendall(b'HTTP/1.1 200 OK\\r\\nX: ')
            while True: c.sendall(b'y' * 100000)
            """
        ),
        HostileServer(
            "sends a body without an end",
            .fails("process"),
            """
            c.sendall(b'HTTP/1.1 200 OK\\r\\n\\r\\n')
            while True: c.sendall(b'y' * 100000)
            """
        ),
        HostileServer(
            "sends chunks without an end",
            .atLimit,
            """
            c.sendall(b'HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n')
            while True: c.sendall(b'5\\r\\nhello\\r\\n'); time.sleep(0.001)
            """
        ),
        HostileServer(
            "says that it goes on, without an end",
            .fails("process"),
            """
            while True: c.sendall(b'HTTP/1.1 100 Continue\\r\\n\\r\\n')
            """
        ),
        HostileServer(
            "floods its output meanwhile",
            .atLimit,
            script: """
                subprocess.Popen(['yes'])
                s = socket.create_server(('127.0.0.1', int(os.environ['PORT']))); time.sleep(1000)
                """
        ),
        sends(
            "sends 200 MB",
            .fails("process"),
            "b'HTTP/1.1 200 OK\\r\\n\\r\\n' + b'x' * 200000000"
        ),
    ]

    private static let heads: [HostileServer] = [
        sends("sends what is no HTTP", .fails("process"), "b'220 ready\\r\\n'"),
        sends("sends bytes", .fails("process"), "bytes(range(256)) * 100"),
        sends("sends zeros", .fails("process"), "b'\\0' * 100000"),
        sends(
            "sends the hello of another protocol",
            .fails("process"),
            "b'\\x16\\x03\\x01\\x02\\x00\\x01\\x00'"
        ),
        sends("has a status of six digits", .fails("process"), "b'HTTP/1.1 999999 No\\r\\n\\r\\n'"),
        sends("has a status below zero", .fails("process"), "b'HTTP/1.1 -200 No\\r\\n\\r\\n'"),
        sends("has no status", .fails("process"), "b'HTTP/1.1\\r\\n\\r\\n'"),
        sends("breaks off in its head", .atLimit, "b'HTTP/1.1 200 OK\\r\\nConte'"),
        sends(
            "has a zero in its head",
            .succeeds,
            "b'HTTP/1.1 200 OK\\r\\nX: a\\0b\\r\\n\\r\\nhi'"
        ),
        sends("folds its headers", .succeeds, "b'HTTP/1.1 200 OK\\r\\nX: a\\r\\n b\\r\\n\\r\\nhi'"),
        sends("redirects to itself", .succeeds, "b'HTTP/1.1 302 No\\r\\nLocation: /\\r\\n\\r\\n'"),
    ]

    private static func length(
        _ name: String,
        _ ending: HostileEnding,
        _ value: String
    ) -> HostileServer {
        sends(name, ending, "b'HTTP/1.1 200 OK\\r\\nContent-Length: \(value)\\r\\n\\r\\nhello'")
    }

    private static let lengths: [HostileServer] = [
        length("has a length below zero", .fails("process"), "-5"),
        length("has more than it says", .succeeds, "2"),
        length("has less than it says", .atLimit, "1000000"),
        length("has a length that overflows", .fails("process"), "99999999999999999999"),
        length("has a length with a sign", .fails("process"), "+5"),
        sends(
            "has a blank in the name of its length",
            .fails("process"),
            "b'HTTP/1.1 200 OK\\r\\nContent-Length : 2\\r\\n\\r\\nhello'"
        ),
        sends(
            "hides a length behind a line break of Unicode",
            .succeeds,
            "b'HTTP/1.1 200 OK\\r\\nX: y\\xc2\\x85Content-Length: 500\\r\\n\\r\\nhello'"
        ),
        length("has two lengths", .fails("process"), "5\\r\\nContent-Length: 6"),
        length("has a length and chunks", .fails("process"), "5\\r\\nTransfer-Encoding: chunked"),
    ]

    private static func chunked(
        _ name: String,
        _ ending: HostileEnding,
        _ body: String
    ) -> HostileServer {
        sends(name, ending, "b'HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n\(body)'")
    }

    private static let chunks: [HostileServer] = [
        chunked(
            "has a chunk that is no number",
            .fails("process"),
            "zz\\r\\nhi\\r\\n0\\r\\n\\r\\n"
        ),
        chunked("has a chunk below zero", .fails("process"), "-5\\r\\nhello\\r\\n0\\r\\n\\r\\n"),
        chunked(
            "has a chunk that overflows",
            .fails("process"),
            "ffffffffffffffffff\\r\\nhi\\r\\n0\\r\\n\\r\\n"
        ),
        chunked("has a chunk of two sizes", .fails("process"), "2 9\\r\\nhi\\r\\n0\\r\\n\\r\\n"),
        chunked("breaks off between chunks", .atLimit, "5\\r\\nhello\\r\\n"),
        chunked("ends its chunks nowhere", .fails("process"), "5\\r\\nhelloXX0\\r\\n\\r\\n"),
    ]
}
