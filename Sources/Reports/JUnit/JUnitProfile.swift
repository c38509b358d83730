/// Which readers a JUnit file is written for; no one file satisfies all of them.
package enum JUnitProfile: String, Sendable, CaseIterable {
    /// One file of everything there is to say, valid against this project's own schema.
    case rich
    /// One file for each scenario, valid against the schemas of Jenkins and of Surefire.
    case portable
    /// One file of everything, valid against the schema of Ant's reports and that of Jenkins.
    case ant
}
