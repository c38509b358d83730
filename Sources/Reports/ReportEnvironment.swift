/// What a report says about where and when it was made; the caller finds it out, reports do not.
package struct ReportEnvironment: Sendable, Equatable {
    /// The start of the suite in UTC, as ISO 8601 in whole seconds: `2026-01-02T03:04:05Z`.
    package var timestamp: String
    /// The machine's name.
    package var hostname: String
    /// The version of the tool that ran the suite.
    package var toolVersion: String

    /// Describes where and when a report was made.
    package init(timestamp: String, hostname: String, toolVersion: String) {
        self.timestamp = timestamp
        self.hostname = hostname
        self.toolVersion = toolVersion
    }
}
