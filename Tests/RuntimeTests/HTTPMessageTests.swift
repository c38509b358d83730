import Testing
import Workflows

@testable import Runtime

@Suite("The response to a probe")
struct HTTPMessageTests {
    private func message(_ text: String, closed: Bool = false, pieces: Int = 1) -> HTTPMessage {
        var message = HTTPMessage()
        var rest = Array(text.utf8)[...]
        let size = max(1, (rest.count + pieces - 1) / pieces)
        while !rest.isEmpty {
            message.append(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        if closed { message.end() }
        return message
    }

    @Test(
        "it is read however it is framed, and however it is cut on its way",
        arguments: [
            ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello"),
            ("HTTP/1.0 404 Not Found\r\ncontent-LENGTH:5 \r\nX: y\r\n\r\nhello", 404, "hello"),
            ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more", 200, "hello"),
            ("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", 500, ""),
            ("HTTP/1.1 204 No Content\r\n\r\n", 204, ""),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
                    + "1;ext=1\r\n!\r\n0\r\n\r\n",
                200, "hello!"
            ),
            (
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\n"
                    + "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok",
                201, "ok"
            ),
            ("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\r\n\r\n", 200, "\r\n\r\n"),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "2 ; a=b\r\nok\r\n0 \r\n\r\n",
                200, "ok"
            ),
        ]
    )
    func complete(text: String, status: Int, body: String) {
        let expected = PhaseOutput.Response(status: status, body: body, port: 80)
        for pieces in [1, 2, 7, text.utf8.count] {
            #expect(message(text, pieces: pieces).response(port: 80) == expected, "\(pieces)")
        }
    }

    @Test("without a length it ends with the connection")
    func untilClosed() {
        let text = "HTTP/1.0 200 OK\r\n\r\nhello"
        #expect(!message(text).isComplete)
        #expect(message(text, closed: true).response(port: 1)?.body == "hello")
    }

    @Test(
        "what is cut short or is not HTTP is not a response",
        arguments: [
            "", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n", "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
            "HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\nhello\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n",
            "SSH-2.0-OpenSSH_9.9\r\n\r\n", "HTTP/1.1 abc\r\n\r\nhello", "\r\n\r\n",
        ]
    )
    func incomplete(text: String) {
        let message = message(text, closed: true)
        #expect(!message.isComplete)
        #expect(message.response(port: 80) == nil)
    }

    @Test(
        "what can be read in two ways, or in none, is malformed, however it is cut on its way",
        arguments: [
            (
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nhello..",
                "two lengths, 5 and 7"
            ),
            ("HTTP/1.1 200 OK\r\nContent-Length: 5, 7\r\n\r\nhello..", "two lengths, 5 and 7"),
            (
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello",
                #"expected a length, found "-5""#
            ),
            (
                "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhello",
                #"expected a length, found "+5""#
            ),
            (
                "HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n\r\nhello",
                #"expected a length, found "0x5""#
            ),
            ("HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nhello", #"expected a length, found """#),
            (
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
                #"expected a length, found "99999999999999999999""#
            ),
            (
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nhello",
                "it has both a length and chunks"
            ),
            (
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n 0\r\n\r\nhello",
                #"expected no blank in the name of a header, found " 0""#
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n ,gzip\r\n\r\n",
                #"expected no blank in the name of a header, found " ,gzip""#
            ),
            (
                "HTTP/1.1 200 OK\r\nContent-Length: 5\n\nContent-Length: 5\r\n\r\nhello",
                "an empty line in the midst of its head"
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                #"expected chunks alone, found "gzip, chunked""#
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n",
                #"expected the size of a chunk, found "zz""#
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n",
                #"expected the size of a chunk, found "-5""#
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\nhello\r\n",
                #"expected the size of a chunk, found "ffffffffffffffff1""#
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n0\r\n\r\n",
                "a chunk is longer than its size"
            ),
            (
                "SSH-2.0-OpenSSH_9.9\r\n\r\n",
                #"expected HTTP and a status, found "SSH-2.0-OpenSSH_9.9""#
            ),
            ("HTTP/1.1 abc\r\n\r\nhello", #"expected HTTP and a status, found "HTTP/1.1 abc""#),
            (
                "HTTP/1.1 200 OK\r\nContent-Length : 5\r\n\r\nhello",
                #"expected no blank in the name of a header, found "Content-Length : 5""#
            ),
            (
                "HTTP/1.1 200 OK\r\nX: y\r\n Transfer-Encoding: chunked\r\n\r\n",
                #"expected no blank in the name of a header, found " Transfer-Encoding: chunked""#
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2 9\r\nhi\r\n0\r\n\r\n",
                #"expected the size of a chunk, found "2 9""#
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n 2\r\nhi\r\n0\r\n\r\n",
                #"expected the size of a chunk, found " 2""#
            ),
            (
                "HTTP/1.1 200 OK\r\nContent-Length: \u{A0}5\r\n\r\nhello",
                "expected a length, found \"\u{A0}5\""
            ),
            ("HTTP/1.1 99\r\n\r\n", #"expected HTTP and a status, found "HTTP/1.1 99""#),
        ]
    )
    func malformed(text: String, problem: String) {
        for pieces in [1, 2, 7] {
            let message = message(text, closed: true, pieces: pieces)
            // Of what is not HTTP no more is read than shows it.
            let start = problem.prefix { $0 != "," }
            #expect(message.problem?.hasPrefix(start) == true, "\(message.problem ?? "none")")
            if pieces == 1 { #expect(message.problem == problem) }
            #expect(!message.isComplete && message.response(port: 1) == nil)
        }
    }

    @Test("a header that continues on its own line is not another header")
    func folded() {
        let text = "HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\tc: d\r\nContent-Length: 5\r\n\r\nhello"
        #expect(message(text).response(port: 1)?.body == "hello")
    }

    @Test("lengths that agree are one length")
    func agreeing() {
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\ncontent-length: 5\r\n\r\nhello"
        #expect(message(text).response(port: 1)?.body == "hello")
    }

    @Test("an answer that breaks off differs from none at all")
    func brokenOff() {
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell"
        #expect(message(text, closed: true).problem == "it breaks off after 42 bytes")
        #expect(message("", closed: true).problem == nil)
    }

    @Test("announcements count like everything else, and a head has an end")
    func endless() {
        let announcement = "HTTP/1.1 100 Continue\r\n\r\n"
        #expect(message(String(repeating: announcement, count: 100)).count == 2500)
        #expect(
            message(String(repeating: announcement, count: 101)).problem
                == "more than 100 announcements precede it"
        )
        let head = "HTTP/1.1 200 OK\r\n" + String(repeating: "x", count: 70_000)
        #expect(message(head, pieces: 9).problem == "its head is longer than 65536 bytes")
    }

    @Test("bytes that are not UTF-8 are replaced")
    func invalidUTF8() {
        var message = HTTPMessage()
        message.append(Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n".utf8) + [0x61, 0xFF])
        #expect(message.response(port: 1)?.body == "a\u{FFFD}")
    }

    @Test(
        "only a line feed ends a line of a head: what Unicode calls a line break hides no header",
        arguments: ["\u{85}", "\u{2028}", "\u{2029}", "\u{0B}", "\u{0C}", "\r"]
    )
    func lineBreaks(mark: String) {
        let text =
            "HTTP/1.1 200 OK\r\nX: y\(mark)Content-Length: 2\r\nContent-Length: 5\r\n\r\nhello"
        #expect(message(text).problem == nil)
        #expect(message(text).response(port: 1)?.body == "hello")
    }

    @Test("what is quoted of a malformed response has no secret in it, nor a part of one")
    func secrets() {
        let secret = "hunter2-🔑-" + String(repeating: "x", count: 60)
        let filter = SecretFilter([secret])
        func problem(_ text: String) -> String? {
            var message = HTTPMessage(secrets: filter)
            message.append(Array(text.utf8))
            return message.problem
        }
        let chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(
            problem("HTTP/1.1 \(secret)\r\n\r\n")
                == #"expected HTTP and a status, found "HTTP/1.1 [secret]""#
        )
        #expect(
            problem("220 \(secret.dropLast(30))")
                == #"expected HTTP and a status, found "220 [secret]""#
        )
        #expect(
            problem("\(chunks)\(secret)\r\n") == #"expected the size of a chunk, found "[secret]""#
        )
        let parted = SecretFilter(["5,Efgh-rest"])
        for (name, expected) in [
            ("Content-Length", "a length"), ("Transfer-Encoding", "chunks alone"),
        ] {
            var message = HTTPMessage(secrets: parted)
            message.append(Array("HTTP/1.1 200 OK\r\n\(name): 5,Efgh-rest\r\n\r\n".utf8))
            let problem = message.problem ?? "none"
            #expect(problem.hasPrefix("expected \(expected), found"))
            #expect(problem.contains("[secret]") && !problem.lowercased().contains("efgh"))
        }
        #expect(
            problem("HTTP/1.1 200 OK\r\nContent-Length: \(secret)\r\n\r\n")
                == #"expected a length, found "[secret]""#
        )
    }
}
