/// How a JUnit file of ours is recognised among those of others.
package enum JUnitMark {
    /// How much of a file has to be looked at.
    package static let length = 65_536

    /// Whether a file that begins so was written here: it names the tool among its properties, or has no case at all.
    package static func isOurs(_ start: [UInt8]) -> Bool {
        let text = String(decoding: start, as: UTF8.self)
        return text.contains("<property name=\"tool\" value=\"moonlight ")
            || text.contains("<testsuites name=\"moonlight\" tests=\"0\"")
            || text.contains("<testsuite name=\"moonlight\" tests=\"0\"")
    }
}
