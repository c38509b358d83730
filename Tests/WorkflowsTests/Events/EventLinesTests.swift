import Foundation
import Testing
import Workflows

@Suite("Events as lines")
struct EventLinesTests {
    private func line(_ kind: Event.Kind, run: Event.Run = .init(name: "main")) -> String {
        var lines = EventLines()
        lines.append(Event(sequence: 7, time: .microseconds(1500), run: run, kind: kind))
        return String(decoding: lines.bytes, as: UTF8.self)
    }

    @Test("a line has its fields in their order, and ends with a line feed")
    func exact() {
        #expect(
            line(.retryScheduled("coder", attempt: 2, delay: .seconds(1), cause: "rate_limit"))
                == #"{"seq":7,"t_us":1500,"run":"main","kind":"retry_scheduled","phase":"coder","#
                + #""attempt":2,"delay_us":1000000,"cause":"rate_limit"}"# + "\n"
        )
    }

    @Test("an answer's line ends with its usage, the cost as a user writes it")
    func usage() {
        let digest = Digest(of: "x")
        #expect(
            line(
                .attemptSucceeded(
                    "a",
                    attempt: 1,
                    digest: digest,
                    response: nil,
                    usage: Usage(tokens: 98765, costMicros: 4_250_000, calls: 2, memoryBytes: 4096)
                )
            )
            .hasSuffix(
                #""outcome":"succeeded","digest":"\#(digest.short)","tokens":98765,"cost":"4.25","#
                    + #""calls":2,"memory_bytes":4096}"# + "\n"
            )
        )
    }

    @Test("the first line says the version of the lines")
    func version() {
        #expect(
            line(.runStarted(workflow: "w", seed: 1)).hasSuffix(#""seed":"1","version":2}"# + "\n")
        )
        #expect(
            line(.runResumed(workflow: "w", seed: 1, restored: 0, cutBytes: 9))
                .hasSuffix(#""cut_bytes":9,"version":2}"# + "\n")
        )
    }

    @Test("the end of a run has cause, phase and message after its status")
    func ending() {
        let failure = OperationFailure(kind: "auth", message: "no key")
        #expect(
            line(.runEnded(status: .failed, error: RunError(phase: "a", failure: failure)))
                .hasSuffix(
                    #""kind":"run_ended","status":"failed","cause":"auth","phase":"a","#
                        + #""message":"no key"}"# + "\n"
                )
        )
    }

    @Test("a repetition is named where there are several")
    func repetition() {
        #expect(
            line(.phaseStarted("a"), run: .init(name: "main", repetition: 3))
                .hasPrefix(#"{"seq":7,"t_us":1500,"run":"main","repeat":3,"kind":"phase_started""#)
        )
        #expect(Event.Run(name: "main", repetition: 3).id == "main#3")
        #expect(Event.Run(name: "main").id == "main")
    }

    @Test("the largest seed keeps its digits, because it is a text")
    func seed() {
        #expect(
            line(.runStarted(workflow: "w", seed: .max))
                .contains(#""seed":"18446744073709551615""#)
        )
    }

    @Test(
        "whatever a text contains, the line is one line of JSON that reads back the same",
        arguments: [
            "plain", "\"quoted\"", "back\\slash", "line\nfeed\r\n", "tab\t", "\0\u{1}\u{1F}\u{7F}",
            "ünïcödé €", "🌙", "\u{2028}\u{2029}", "e\u{301}", "", "\u{FFFD}",
            "</script>", "\\u0041", "\u{10FFFF}",
        ]
    )
    func roundTrip(text: String) throws {
        let written = line(.faultInjected("a", attempt: 1, fault: text, effect: text))
        #expect(written.unicodeScalars.filter { $0 == "\n" }.count == 1)
        #expect(written.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
        let object = try JSONSerialization.jsonObject(with: Data(written.utf8))
        let members = try #require(object as? [String: Any])
        let found = try #require(members["fault"] as? String)
        #expect(Array(found.utf8) == Array(text.utf8))
    }

    @Test("lines are joined as they are")
    func joined() {
        let event = Event(sequence: 1, time: .zero, run: .init(name: "a"), kind: .phaseStarted("b"))
        var one = EventLines()
        one.append(event)
        var two = one
        two.append(contentsOf: one)
        #expect(two.bytes == one.bytes + one.bytes)
    }
}
