import Shapes
import Testing
import Workflows

@testable import Faults

@Suite("Files of measured times")
struct MeasuredTimeTests {
    private let node = SourceNode(
        location: SourceLocation(file: "x.yaml", line: 3, column: 7),
        content: .scalar(.init(text: "t.csv", style: .plain, value: .string))
    )

    private func read(_ bytes: [UInt8]) -> (times: [Duration]?, mistakes: [String]) {
        let files = NamedFiles { _ in .success(.init(name: "data/t.csv", bytes: bytes)) }
        var mistakes = ProblemList()
        let times = files.durations(node, at: "latency.samples", into: &mistakes)
        return (times, mistakes.list.map(\.description))
    }

    private func read(_ text: String) -> (times: [Duration]?, mistakes: [String]) {
        read(Array(text.utf8))
    }

    @Test(
        "each line is a number of seconds, or a duration with its unit",
        arguments: [
            ("1.5\n2\n0\n", [1_500_000, 2_000_000, 0]),
            ("# ours\r\nseconds\r\n1.5\r\n\r\n  2 \r\n", [1_500_000, 2_000_000]),
            ("\u{FEFF}# from the field\n250ms\n1.5e-3", [250_000, 1500]),
            ("0.0000004\n.5\n1m30s\n", [0, 500_000, 90_000_000]),
        ]
    )
    func values(text: String, microseconds: [Int64]) {
        let (times, mistakes) = read(text)
        #expect(times == microseconds.map { Duration.microseconds($0) })
        #expect(mistakes == [])
    }

    @Test(
        "what is no time is a mistake in its line of that file",
        arguments: ["soon", "-1", "inf", "nan", "0x10", "1,5", "1e300", "1 2", "+1", "1..2"]
    )
    func mistakes(_ line: String) {
        let (times, mistakes) = read("# times\n1\n\(line)\n")
        #expect(times == nil)
        #expect(
            mistakes == [
                "data/t.csv:3:1: error: expected one number of seconds, such as 2.5, found \"\(line)\""
            ]
        )
    }

    @Test("a first line is a heading where it has no digit and is one column")
    func headings() {
        #expect(read("time\n1\n").times == [.seconds(1)])
        #expect(read("1 O\n1\n").times == nil)
        #expect(read("run,time\n1\n").mistakes.first?.hasPrefix("data/t.csv:1:1:") == true)
    }

    @Test("of many mistakes the first ten are told, and how many more there are")
    func many() {
        let (_, mistakes) = read(String(repeating: "x1\n", count: 30))
        #expect(mistakes.count == 11)
        #expect(mistakes.last?.hasSuffix("found 20 more lines without") == true)
    }

    @Test("an empty file, one that is too long and one of other bytes are refused")
    func unusable() {
        #expect(read("# nothing\n").mistakes.first?.hasPrefix("data/t.csv:1:1:") == true)
        let long = read([UInt8](repeating: 0x31, count: (1 << 20) + 1))
        #expect(
            long.mistakes == [
                "x.yaml:3:7: error: latency.samples: expected at most 1048576 bytes, found 1048577 in "
                    + "data/t.csv"
            ]
        )
        #expect(read([0x31, 0x0A, 0xFF]).mistakes.first?.contains("UTF-8") == true)
    }

    @Test("each time is drawn as often as any other, and no other")
    func bootstrap() {
        let times = (1...5).map { Duration.seconds($0) }
        let sampler = LatencySampler(.samples(times))
        let chance = Chance(seed: 3).named("latency")
        var counts: [Duration: Int] = [:]
        for number in 0..<10_000 {
            counts[sampler.sample(chance.numbered(number)), default: 0] += 1
        }
        #expect(Set(counts.keys) == Set(times))
        #expect(counts.values.allSatisfy { (1800...2200).contains($0) })
        #expect(sampler.isDrawn && !LatencySampler(.samples([.seconds(1)])).isDrawn)
    }
}
