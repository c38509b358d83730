import Suites
import Foundation
import Scenarios
import TestSupport
import Testing

@testable import Reports

@Suite("Telling our JUnit files from others'")
struct JUnitMarkTests {
    @Test("every file that is written here is known", arguments: JUnitProfile.allCases)
    func ours(profile: JUnitProfile) throws {
        for suite in [SampleSuite.suite, NastyScenario.suite, SuiteResult(scenarios: [])] {
            let written = try WrittenJUnit(suite, profile, to: "out")
            for content in try written.contents() {
                #expect(JUnitMark.isOurs([UInt8](content.prefix(JUnitMark.length))))
            }
        }
    }

    @Test(
        "no other is, though it bears our name",
        arguments: [
            "",
            "<testsuites name=\"moonlight\" tests=\"3\"><testsuite name=\"moonlight\" tests=\"3\">",
            "<testsuite name=\"a\"><properties><property name=\"tool\" value=\"surefire 3\"/>",
            "<system-out>&lt;property name=&quot;tool&quot; value=&quot;moonlight </system-out>",
        ]
    )
    func others(text: String) {
        #expect(!JUnitMark.isOurs(Array(text.utf8)))
    }
}
