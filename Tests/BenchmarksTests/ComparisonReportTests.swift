import JSON
import TestSupport
import Testing
import XML

@testable import Benchmarks
@testable import Reports

@Suite("Reports of comparisons")
struct ComparisonReportTests {
    private static let surroundings = ReportEnvironment(
        timestamp: "2026-01-02T03:04:05Z",
        hostname: "here",
        toolVersion: "0.1.0"
    )

    private static var rows: [ComparisonRow] {
        var base = Bench.series([100, 200, 300, 400, 500, 600])
        var candidate = Bench.series([500, 1000, 1500, 2000, 2500, 3000])
        base.phases = [PhaseSamples(name: "a|b", samples: base.samples)]
        candidate.phases = [PhaseSamples(name: "a|b", samples: candidate.samples)]
        return Comparison.compare(
            base: Bench.baseline([
                base, Bench.series(Array(repeating: 0, count: 6), run: "warm"),
                Bench.series([2_500_000], run: "old\u{1B}[31m"),
            ]),
            candidate: Bench.baseline([
                candidate, Bench.series([1, 2, 3, 4, 5, 6], run: "warm"),
            ])
        )
    }

    @Test("a table has each ratio beside its interval, medians apart, remarks, a legend and counts")
    func table() {
        #expect(
            ComparisonReport.text(Self.rows) == """
                name      metric    ratio   95 % interval  of             verdict    median base  median candidate
                a / cold  duration  5.000  5.000 to 5.000  6 pairs        regressed      0.350ms           1.750ms
                    from phase a|b: +1.400ms of +1.400ms a run, 100 %
                a / warm  duration      ∞          ∞ to ∞  sums, 6 pairs  regressed           0s           0.004ms
                a / old   duration      -               -  -              missing         2.500s                 -
                    only in base
                pairs: Hodges–Lehmann ratio of pairs that share a seed, candidate / base
                sums: ratio of sums, because some value is 0; interval by signed ranks
                0 improved, 2 regressed, 0 unchanged, 0 inconclusive, 0 suspect, 1 missing

                """
        )
    }

    private func row(_ ratio: Double, threshold: Double = 0) -> ComparisonRow {
        var row = ComparisonRow(
            name: "a",
            metric: "duration",
            unit: "us",
            pairs: 6,
            isPaired: true,
            verdict: .inconclusive
        )
        row.threshold = threshold
        row.ratio = ratio
        return row
    }

    @Test(
        "a ratio has as many digits as it takes to show on which side of a limit it lies",
        arguments: [
            (1.25, 0.0, "1.250"), (1, 0, "1.000"), (1.0004, 0, "1.0004"), (0.99996, 0, "0.99996"),
            (1.000_000_1, 0, "1.0000001"), (1.050_02, 0, "1.05002"), (0.949_999, 0, "0.949999"),
            (1.100_04, 0.1, "1.10004"), (1 / 1.1, 0.1, "0.909"), (0.909_12, 0.1, "0.9091"),

            (.infinity, 0, "∞"), (0, 0, "0.000"),
        ]
    )
    func digits(ratio: Double, threshold: Double, text: String) {
        #expect(RatioText.text(ratio, of: row(ratio, threshold: threshold)) == text)
    }

    @Test("a sentence names the ratio, its interval and the medians")
    func sentence() throws {
        let row = try #require(Self.rows.first)
        #expect(
            ComparisonReport.sentence(row)
                == "regressed: ratio 5.000 of 6 pairs, 95 % interval 5.000 to 5.000; medians "
                + "0.350ms → 1.750ms; from phase a|b: +1.400ms of +1.400ms a run, 100 %"
        )
    }

    @Test("the phase to blame is in the JSON")
    func json() throws {
        let text = String(decoding: ComparisonReport.json(Self.rows), as: UTF8.self)
        let value = try #require(JSONValue(parsing: text))
        #expect(value.value(at: "$[0].phase.name") == .text("a|b"))
        #expect(value.value(at: "$[0].phase.change") == .number(1400))
        #expect(value.value(at: "$[0].phase.total") == .number(1400))
        #expect(value.value(at: "$[1].phase") == nil)
    }

    @Test("Markdown has the worst first, and nothing of a name ends a cell or acts")
    func markdown() {
        var rows = Self.rows
        rows.reverse()
        let text = ComparisonMarkdown.text(rows)
        let lines = text.split(separator: "\n")
        #expect(lines.first == "# Comparison")
        let cells = lines.filter { $0.hasPrefix("| a") }.map {
            $0.replacing("\\|", with: "").split(separator: "|").count
        }
        #expect(cells == [8, 8, 8])
        #expect(lines.first { $0.hasPrefix("| a") }?.contains("**regressed**") == true)
        #expect(text.contains("a\\|b"))
        #expect(!text.contains("\u{1B}"))
    }

    @Test("Markdown keeps its limit and counts what is left out", arguments: [100, 600, 2000])
    func limit(bytes: Int) {
        let rows = Array(repeating: Self.rows, count: 20).joined()
        let text = ComparisonMarkdown.text(Array(rows), limit: bytes)
        #expect(text.utf8.count <= bytes)
        #expect(text.isEmpty == (bytes < 200))
        #expect(text.contains("more row") == !text.isEmpty)
    }

    @Test("XML has a row for each, without what is infinite")
    func xml() throws {
        var reader = try XMLStreamReader(bytes: ComparisonXML.bytes(Self.rows), name: "c.xml")
        var rows: [XMLElementStart] = []
        var names: [String] = []
        while let event = try reader.next() {
            guard case .start(let element) = event else { continue }
            names.append(element.name)
            if element.name == "row" { rows.append(element) }
        }
        #expect(names == ["comparison", "row", "phase", "row", "row", "reason"])
        #expect(rows.map { $0["verdict"] } == ["regressed", "regressed", "missing"])
        let ratios = rows.map { $0["ratio"].flatMap { Double($0) } }
        #expect(ratios.dropFirst() == [nil, nil])
        #expect(abs(try #require(ratios.first ?? nil) - 5) < 1e-9)
        #expect(rows.first?["method"] == "hodges_lehmann_pairs")
    }

    @Test("JUnit has a failure for what counts, and skips what is passed over")
    func junit() throws {
        let folder = try TemporaryFolder()
        for (policy, failures, skipped) in [
            (ComparisonPolicy(), "3", "0"), (ComparisonPolicy(missing: .skip), "2", "1"),
        ] {
            let path = folder.path + "/new/junit.xml"
            let written = try ComparisonJUnit.write(
                Self.rows,
                policy: policy,
                to: path,
                surroundings: Self.surroundings
            )
            let bytes = try ComparisonJUnit.bytes(
                Self.rows,
                policy: policy,
                surroundings: Self.surroundings
            )
            #expect(written == [path])
            #expect(try folder.bytes(of: "new/junit.xml") == bytes)
            var reader = try XMLStreamReader(file: path)
            var cases: [String?] = []
            var messages: [String?] = []
            while let event = try reader.next() {
                guard case .start(let element) = event else { continue }
                switch element.name {
                case "testsuites":
                    #expect(element["failures"] == failures && element["skipped"] == skipped)
                case "testcase": cases.append(element["name"])
                case "failure", "skipped": messages.append(element["message"])
                default: break
                }
            }
            #expect(cases.count == 3)
            #expect(cases.prefix(2) == ["run cold, duration", "run warm, duration"])
            #expect(messages.count == 3)
            #expect(messages.first??.hasPrefix("regressed: ratio 5.000") == true)
        }
    }

    @Test("what passes is in JUnit without a failure")
    func passing() throws {
        let same = Bench.baseline([Bench.series([100, 200, 300, 400, 500, 600])])
        let rows = Comparison.compare(base: same, candidate: same)
        let bytes = try ComparisonJUnit.bytes(
            rows,
            policy: ComparisonPolicy(),
            surroundings: Self.surroundings
        )
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("failures=\"0\"") && !text.contains("<failure"))
        #expect(text.contains("name=\"run cold, duration\""))
        #expect(text.contains("moonlight 0.1.0"))
    }
}
