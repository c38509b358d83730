import Foundation
import TestSupport
import XML

/// The schemas that others publish; they are next to the repository, if they are there at all.
enum PublishedSchemas {
    static let names = [
        "jenkins-junit-10.xsd",
        "surefire-test-report-3.0.xsd",
        "surefire-test-report-3.0.1.xsd",
        "surefire-test-report-3.0.2-released-3.3.1.xsd",
        "surefire-test-report-3.0.2-head-2026-03.xsd",
    ]

    static let folder = Repository.url(of: "../shared/schemas/junit").standardized

    static var arePresent: Bool {
        (names + ["windyroad-JUnit.xsd"]).allSatisfy {
            FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
        }
    }

    static func schema(_ name: String) throws -> XMLSchema {
        try XMLSchema(file: folder.appendingPathComponent(name).path)
    }
}
