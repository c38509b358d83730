import Foundation
import TestSupport
import Testing
import XML

@testable import Benchmarks

@Suite("Baseline files")
struct BaselineXMLTests {
    private static let golden = "Tests/BenchmarksTests/Golden/baseline.xml"

    private static let baseline = Bench.baseline([
        Bench.series([500, 0, 70], scenario: "b & \"c\"", file: "b.yaml", run: "wärm\n<2>"),
        Bench.series([1, 2, 1_000_000_000_000_000_000], run: "warm", seed: .max),
        Bench.series([120, 95, 310], isSimulated: false),
    ])

    @Test("what was written is read again, sorted by file, runs in their order")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/main.xml"
        try BaselineXML.write(Self.baseline, to: path)
        let read = try BaselineXML.read(file: path)
        #expect(read == Self.baseline)
        #expect(read.series.map(\.file) == ["a.yaml", "a.yaml", "b.yaml"])
        #expect(read.series.map(\.run) == ["warm", "cold", "wärm\n<2>"])
    }

    @Test("the file has exactly these bytes, each sample list on its own line")
    func bytes() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/main.xml"
        try BaselineXML.write(Self.baseline, to: path)
        try GoldenFile(Self.golden).expect(try folder.bytes(of: "main.xml"))
    }

    @Test("a missing file is distinguished from an invalid one")
    func missing() throws {
        let problem = #expect(throws: XMLProblem.self) {
            try BaselineXML.read(file: "/nowhere/main.xml")
        }
        #expect(problem?.kind == .io(errno: ENOENT))
    }

    @Test(
        "a broken twin is refused with its line",
        arguments: [
            ("1 2 1000000000000000000", "1 NaN 3", 5),
            ("1 2 1000000000000000000", "1 -2 3", 5),
            ("1 2 1000000000000000000", "1 2.5 3", 5),
            ("1 2 1000000000000000000", "1 2 1000000000000000001", 5),
            ("1 2 1000000000000000000", "", 5),
            ("unit=\"us\"", "unit=\"ms\"", 4),
            ("unit=\"us\"", "", 4),
            ("metric=\"duration\"", "metric=\"tokens\"", 4),
            ("seed=\"18446744073709551615\"", "seed=\"18446744073709551616\"", 4),
            ("clock=\"virtual\"", "clock=\"sundial\"", 4),
            ("created=\"2026-01-02T03:04:05Z\"", "created=\"yesterday\"", 2),
            ("schema=\"1\"", "schema=\"2\"", 2),
            ("cores=\"2\"", "cores=\"two\"", 3),
            ("<samples>1 2", "<sample>1 2", 5),
            ("run=\"warm\"", "run=\"cold\"", 9),
        ]
    )
    func brokenTwin(sound: String, broken: String, line: Int) throws {
        let folder = try TemporaryFolder()
        let text = try Repository.text(of: Self.golden)
        let place = try #require(text.range(of: sound))
        let file = try folder.write("twin.xml", text.replacingCharacters(in: place, with: broken))
        let problem = #expect(throws: XMLProblem.self) { try BaselineXML.read(file: file) }
        #expect(problem?.line == line, "\(String(describing: problem))")
        #expect(problem?.file == file)
    }

    @Test(
        "mistakes are reported in the terms of a baseline: what was expected, what was found",
        arguments: [
            (
                "120 95", "120 NaN",
                ":8:5: error: expected up to 4000 whole numbers from 0, found \"NaN\""
            ),
            (
                "95 310", "95 -1",
                ":8:5: error: expected up to 4000 whole numbers from 0, found \"-1\""
            ),
            ("unit=\"us\"", "unit=\"ms\"", ":4:3: error: unit: expected us, found \"ms\""),
            ("clock=\"real\"", "", ":7:3: error: expected the attribute clock, found none"),
            (
                "<environment ", "<machine ",
                ":3:3: error: expected environment or series, found machine"
            ),
            ("<baseline ", "<junit ", ":2:1: error: expected a baseline, found junit"),
        ]
    )
    func wording(sound: String, broken: String, message: String) throws {
        let folder = try TemporaryFolder()
        let text = try Repository.text(of: Self.golden)
        var twin = text.replacing(sound, with: broken, maxReplacements: 1)
        if broken.hasPrefix("<junit") { twin = twin.replacing("</baseline>", with: "</junit>") }
        let file = try folder.write("twin.xml", twin)
        let problem = #expect(throws: XMLProblem.self) { try BaselineXML.read(file: file) }
        #expect(problem?.description == file + message)
    }

    @Test("every truncation is refused")
    func truncated() throws {
        let folder = try TemporaryFolder()
        let text = try Repository.text(of: Self.golden)
        let length = text.trimmingCharacters(in: .newlines).count
        for kept in stride(from: 0, to: length, by: 37) {
            let file = try folder.write("cut.xml", String(text.prefix(kept)))
            #expect(throws: XMLProblem.self) { try BaselineXML.read(file: file) }
        }
    }

    @Test("a document type declaration is refused")
    func doctype() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            "d.xml",
            "<!DOCTYPE baseline [<!ENTITY a \"b\">]><baseline name=\"&a;\"/>"
        )
        let problem = #expect(throws: XMLProblem.self) { try BaselineXML.read(file: file) }
        #expect(problem?.kind == .doctypeRefused)
    }

    private static func withCommand() -> Baseline {
        let command = MeasuredCommand("a < b & c", setup: "s", prepare: "\"p\"", cleanup: "c")
        var series = Series(command, metric: .memory, seed: 3)
        (series.samples, series.failed, series.call) = ([1, 2, 3, 4], [1, 3], "0123abcd")
        return Baseline(
            name: "main",
            toolVersion: "0.1.0",
            createdAt: "2026-01-02T03:04:05Z",
            environment: Bench.environment,
            load: MachineLoad(runnable: 1.25, steal: 0.03),
            series: [Series(MeasuredCommand("x"), metric: .cpu, seed: 0).sampled([9]), series]
        )
    }

    @Test("commands, calls, failures and load are kept, and are optional")
    func optional() throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/main.xml"
        try BaselineXML.write(Self.withCommand(), to: file)
        #expect(try BaselineXML.read(file: file) == Self.withCommand())
    }

    @Test("failed places are ascending, and of samples", arguments: ["4", "1 1", "2 1", "x"])
    func failedPlaces(places: String) throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/main.xml"
        try BaselineXML.write(Self.withCommand(), to: file)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try folder.write("main.xml", text.replacing("failed=\"1 3\"", with: "failed=\"\(places)\""))
        let problem = #expect(throws: XMLProblem.self) { try BaselineXML.read(file: file) }
        #expect(problem?.kind == .invalid)
        #expect(problem?.message.contains("failed") == true)
    }

    @Test("what a file may not hold is not written", arguments: [[], [-1]])
    func unwritable(samples: [Int]) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/main.xml"
        #expect(throws: XMLProblem.self) {
            try BaselineXML.write(Bench.baseline([Bench.series(samples)]), to: path)
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("more samples than a series may hold are refused")
    func tooMany() throws {
        let folder = try TemporaryFolder()
        let most = Bench.series(Array(repeating: 7, count: Series.limit))
        try BaselineXML.write(Bench.baseline([most]), to: folder.path + "/most.xml")
        #expect(try BaselineXML.read(file: folder.path + "/most.xml").series == [most])
        let more = Bench.series(Array(repeating: 7, count: Series.limit + 1))
        #expect(throws: XMLProblem.self) {
            try BaselineXML.write(Bench.baseline([more]), to: folder.path + "/more.xml")
        }
    }
}

extension Series {
    /// The same series with these samples.
    fileprivate func sampled(_ samples: [Int]) -> Series {
        var series = self
        series.samples = samples
        return series
    }
}
