internal import Foundation
internal import XML

/// Writes a JUnit file of many cases, a case at a time, and says how long that took: what `scripts/xml-speed` measures.
///
/// Usage: `xml-speed FILE CASES`; one object of JSON on standard output.
@main
enum XMLSpeed {
    /// How many cases a suite has.
    private static let casesOfSuite = 100
    /// Every so many cases one has failed.
    private static let failsEvery = 10

    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let path = arguments.first,
            let count = arguments.dropFirst().first.flatMap({ Int($0) }),
            count > 0, arguments.count == 2
        else {
            FileHandle.standardError.write(Data("usage: xml-speed FILE CASES\n".utf8))
            exit(64)
        }
        let clock = ContinuousClock()
        let written = try clock.measure { try write(count, to: path) }
        // As reports are written: under another name, read again, moved.
        let kept = try clock.measure {
            try XMLFile.write(to: path) { try write(count, with: &$0) }
        }
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        print(
            "{\"write_s\":\(seconds(written)),\"file_s\":\(seconds(kept)),\"bytes\":\(size),"
                + "\"peak_kib\":\(peak())}"
        )
    }

    private static func write(_ count: Int, to path: String) throws {
        var writer = try XMLStreamWriter(path: path)
        try write(count, with: &writer)
        try writer.finish()
    }

    private static func write(_ count: Int, with writer: inout XMLStreamWriter) throws {
        try writer.start("testsuites")
        try writer.attribute("tests", String(count))
        for first in stride(from: 0, to: count, by: casesOfSuite) {
            try writer.start("testsuite")
            try writer.attribute("name", "Scenarios.load.suite-\(first / casesOfSuite)")
            for number in first..<min(first + casesOfSuite, count) {
                try writeCase(number, with: &writer)
            }
            try writer.end()
        }
        try writer.end()
    }

    private static func writeCase(_ number: Int, with writer: inout XMLStreamWriter) throws {
        let suite = "Scenarios.load.suite-\(number / casesOfSuite)"
        try writer.start("testcase")
        try writer.attribute("name", "run load#\(number)")
        try writer.attribute("classname", suite)
        try writer.attribute("time", "0.\(100 + number % 900)")
        try writer.attribute("file", "Scenarios/load.yaml")
        try writer.attribute("line", String(number % 500 + 1))
        if number % failsEvery == 0 {
            try writer.element(
                "failure",
                attributes: [
                    ("message", "expected attempts {coder: 1}, found \(number % 7) & more"),
                    ("type", "expectation"),
                ],
                text: "Scenarios/load.yaml:\(number % 500 + 1): run load#\(number)\n"
                    + "  expected attempts {coder: 1}\n  found    <\(number % 7)>\n  seed     42"
            )
        }
        try writer.element(
            "system-out",
            text: "load#\(number): succeeded, 1.5s, executed [coder, planner], cached [], "
                + "attempts {coder: 1, planner: 1}, digest 0123456789abcdef"
        )
        try writer.end()
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }

    /// The most memory that the process held at a time, in KiB (VmHWM of proc(5)); 0 where the system does not say.
    private static func peak() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    }
}
