import Suites
import Foundation
import Reports
import Scenarios
import TestSupport
import XML

/// A JUnit file as a reader sees it.
struct JUnitDocument {
    /// An element with its text and its children.
    final class Element {
        let name: String
        let start: XMLElementStart
        var text = ""
        var children: [Element] = []

        init(_ start: XMLElementStart) {
            name = start.name
            self.start = start
        }

        subscript(_ attribute: String) -> String? { start[attribute] }

        func all(_ name: String) -> [Element] { children.filter { $0.name == name } }

        /// Every element below this one.
        var descendants: [Element] { children.flatMap { [$0] + $0.descendants } }
    }

    let root: Element

    init(file path: String) throws {
        var reader = try XMLStreamReader(file: path)
        var open: [Element] = []
        var root: Element?
        while let event = try reader.next() {
            switch event {
            case .start(let start):
                let element = Element(start)
                open.last?.children.append(element)
                if open.isEmpty { root = element }
                open.append(element)
            case .text(let text): open.last?.text += text
            case .end: open.removeLast()
            }
        }
        guard let root else { throw CocoaError(.fileReadCorruptFile) }
        self.root = root
    }

    var suites: [Element] { root.name == "testsuite" ? [root] : root.all("testsuite") }

    var cases: [Element] { suites.flatMap { $0.all("testcase") } }

    /// The case with this name, of the first suite that has one.
    func testCase(_ name: String) -> Element? {
        cases.first { $0["name"] == name }
    }
}

/// Writes a suite into its own folder and reads it again.
struct WrittenJUnit {
    static let surroundings = ReportEnvironment(
        timestamp: "2026-01-02T03:04:05Z",
        hostname: "builder",
        toolVersion: "1.0.0"
    )

    let folder: TemporaryFolder
    let paths: [String]

    init(_ suite: SuiteResult, _ profile: JUnitProfile, to name: String = "out/junit.xml") throws {
        folder = try TemporaryFolder()
        paths = try JUnitReport.write(
            suite,
            profile: profile,
            to: folder.path(of: name),
            surroundings: Self.surroundings
        )
    }

    func documents() throws -> [JUnitDocument] {
        try paths.map { try JUnitDocument(file: $0) }
    }

    /// The only file.
    func document() throws -> JUnitDocument {
        guard let path = paths.first, paths.count == 1 else {
            throw CocoaError(.fileNoSuchFile)
        }
        return try JUnitDocument(file: path)
    }

    /// The bytes of each file.
    func contents() throws -> [Data] {
        try paths.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
    }
}
