import Foundation
import ProviderMessages
import Quantities
import TestSupport
import Testing

@Suite("When a provider says to come back")
struct RetryAfterTests {
    @Test(
        "seconds are read, fractions too, and rounded up to microseconds",
        arguments: [
            ("0", .zero), ("120", .seconds(120)), ("0020", .seconds(20)), (" 5\t", .seconds(5)),
            ("1.5", .milliseconds(1500)), ("0.0000001", .microseconds(1)),
            ("2.00000100000000000001", .microseconds(2_000_002)),
            ("1000000000", DurationSyntax.longest), ("1000000000.1", DurationSyntax.longest),
            ("99999999999999999999999999", DurationSyntax.longest),
        ] as [(String, Duration)]
    )
    func seconds(header: String, expected: Duration) {
        #expect(RetryAfter(header: header) == .delay(expected))
    }

    // From `date -u -d … +%s`.
    @Test(
        "the three forms of dates are read",
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
            ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
            ("Sun Nov  6 08:49:37 1994", 784_111_777), ("Wed Nov 16 08:49:37 1994", 784_975_777),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
            ("Thu, 29 Feb 2024 23:59:60 GMT", 1_709_251_200),
            ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
            ("Sat, 01 Jan 0000 00:00:00 GMT", -62_167_219_200),
            ("Tuesday, 01-Jan-69 00:00:00 GMT", 3_124_224_000),
        ] as [(String, Int)]
    )
    func dates(header: String, seconds: Int) {
        #expect(RetryAfter(header: header) == .date(.seconds(seconds)))
    }

    @Test(
        "what is neither seconds nor an existing date is refused",
        arguments: [
            "", " ", "-5", "+5", "5s", "1e3", ".5", "5.", "5, 5", "0x10", "٣", "soon",
            "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET",
            "06 Nov 1994 08:49:37 GMT",
            "Sun, 6 Nov 1994 08:49:37 GMT", "Son, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 94 08:49:37 GMT",
            "Sun, 29 Feb 2023 08:49:37 GMT", "Sun, 29 Feb 1900 08:49:37 GMT",
            "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 31 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:37 GMT",
            "Sun, 06 Nov 1994 08:49:61 GMT", "Sun, 06 Nov 1994 08:49 GMT",
            "Sunday, 06-Nov-1994 08:49:37 GMT", "Sunday, 06-Nov 08:49:37 GMT",
            "Sun Nov 6 08:49:37 94", "Sun, 06 Nov +994 08:49:37 GMT", "1994-11-06T08:49:37Z",
        ]
    )
    func refused(header: String) {
        #expect(RetryAfter(header: header) == nil)
    }

    @Test("a date is waited for, one that has passed is not")
    func delays() throws {
        let date = try #require(RetryAfter(header: "Sun, 06 Nov 1994 08:49:37 GMT"))
        #expect(date.delay(at: .seconds(784_111_770)) == .seconds(7))
        #expect(date.delay(at: .seconds(784_111_777)) == .zero)
        #expect(date.delay(at: .seconds(1_800_000_000)) == .zero)
        #expect(RetryAfter.delay(.seconds(3)).delay(at: .seconds(1_800_000_000)) == .seconds(3))
        let last = try #require(RetryAfter(header: "Fri, 31 Dec 9999 23:59:59 GMT"))
        #expect(last.delay(at: .zero) == DurationSyntax.longest)
    }

    @Test("days are counted as the calendar does, from 1900 to 2299")
    func calendar() throws {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        // Every seventh day, and every day around the ends of centuries.
        for day in -25_567...120_530 where day.isMultiple(of: 7) || (10_950...11_030).contains(day)
        {
            let text = formatter.string(from: Date(timeIntervalSince1970: Double(day) * 86_400))
            try #require(RetryAfter(header: text) == .date(.seconds(day * 86_400)), "\(text)")
        }
    }
}

@Suite("When an error's text says to come back")
struct RetryAfterBodyTests {
    @Test(
        "public errors of providers are understood",
        arguments: [
            (
                #"{"error":{"message":"Limit: 3 / min. Please try again in 20s. Contact us.","code":null}}"#,
                .seconds(20)
            ),
            (
                "Rate limit reached. Limit 200000, Used 199800. Please try again in 6m0s.",
                .seconds(360)
            ),
            ("Please try again in 250ms. Visit https://example.org", .milliseconds(250)),
            ("Please try again in 1m26.4s.", .milliseconds(86_400)),
            ("Please try again in 1h2m3s", .seconds(3723)),
            (
                "rate limit of your S0 pricing tier. Please retry after 86400 seconds. Please go here",
                .seconds(86_400)
            ),
            (
                #"{"error":{"code":"429","message": "Rate limit is exceeded. Try again in 2 seconds."}}"#,
                .seconds(2)
            ),
            (#"{"message":"Try again in 1 second."}"#, .seconds(1)),
            (
                #"{"error":{"message":"Please retry in 58.934310785s.","details":[{"retryDelay":"58s"}]}}"#,
                .seconds(58)
            ),
            ("429 RESOURCE_EXHAUSTED\\nPlease retry in 58.934310785s.", .microseconds(58_934_311)),
            (#"serverError("Please try again in 20s")"#, .seconds(20)),
            ("Optional(\"Too many (\u{201C}please retry in [2 seconds]\u{201D})\")", .seconds(2)),
            ("Too many. Wait, and try again after 1 minute and 5 seconds", .seconds(65)),
        ] as [(String, Duration)]
    )
    func providers(text: String, expected: Duration) {
        #expect(RetryAfter.inBody(text) == expected)
    }

    @Test(
        "fields are found wherever they are, the longest of several",
        arguments: [
            (#"{"retry_after":20}"#, .seconds(20)), (#"{"retry_after":0.25}"#, .milliseconds(250)),
            (#"{"retryAfter":"20"}"#, .seconds(20)),
            (#"{"retry_after_ms":1500}"#, .milliseconds(1500)),
            (#"{"retry_after":"2m"}"#, .seconds(120)),
            (#"{"retryDelay":"1.5s"}"#, .milliseconds(1500)),
            (#"{"a":[{"retry_after":3},{"b":{"retry_after":9}}]}"#, .seconds(9)),
            (#"Error code: 429 - {"error":{"retry_after":4}}"#, .seconds(4)),
            (#"{"error":{"message":"{\"error\":{\"retryDelay\":\"7s\"}}"}}"#, .seconds(7)),
            (#"{"retry_after":null,"message":"Try again in 2 seconds."}"#, .seconds(2)),
            (#"{"retry_after":0}"#, .zero),
        ] as [(String, Duration)]
    )
    func fields(text: String, expected: Duration) {
        #expect(RetryAfter.inBody(text) == expected)
    }

    @Test(
        "numbers that say nothing of waiting are left alone",
        arguments: [
            "", "429", "error 429 after 3 attempts", "Try again in 2026", "in 2026",
            "try again in 20", "try again in (20)",
            "Please try again later.", "try again in a few seconds",
            "Please retry after 3 attempts",
            "will not retry after 20 seconds", "failed on retry after 20 seconds",
            "We could not try again in 5s", "timed out after 30 seconds", "try again in 5 months",
            "try again in 20-30 seconds", "try again in 1m30", "Limit: 3 / min. Used 20s",
            "Please try again in -5s", "retry in 3 of 5 regions", "please retry in 2x",
            #"{"retry_after":-1}"#, #"{"retry_after":1767225600}"#,
            #"{"retry_after":"2026-01-01"}"#,
            #"{"retry_after":true}"#, #"{"retry":20,"after":20,"retries":3}"#,
            #"{"attempt":3,"code":429}"#, "retry_after: ", "try again in 99999999999999999999s",
        ]
    )
    func unrelated(text: String) {
        #expect(RetryAfter.inBody(text) == nil)
    }

    @Test("any bytes are read without harm", arguments: [1, 2] as [UInt64])
    func fuzz(seed: UInt64) {
        var source = SplitMix64(seed: seed)
        let pieces = [
            "try again in ", "retry after", " ", "6m", "0s", "1", ".", "{\"retry_after\":", "\"",
            "}",
            "9999999999999999999", " and ", "seconds", "\\n", "é", "-", "[", "]", "ms", "\u{0}",
        ]
        for _ in 0..<5000 {
            let count = Int.random(in: 0...12, using: &source)
            let text = (0..<count).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &source)]
            }.joined()
            let found = RetryAfter.inBody(text)
            #expect(found.map { (.zero...DurationSyntax.longest).contains($0) } ?? true, "\(text)")
            _ = RetryAfter(header: text)
        }
    }
}
