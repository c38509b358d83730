internal import Suites
internal import Workflows

/// Words for what has to fail, and exactly where: `ack_lost at agent.call of pay, attempt 1, in cold`.
enum ScheduleText {
    /// A fault of this type, with parameters as JSON, at a site.
    static func words(_ type: String, _ parameters: String?, at site: Site.Key) -> String {
        var text = type
        if let parameters { text += " \(parameters)" }
        text += " at \(site.failpoint.rawValue)"
        if !site.phase.isEmpty {
            text += site.role == .undo ? " of the undoing of \(site.phase)" : " of \(site.phase)"
        }
        if site.attempt > 0 { text += ", attempt \(site.attempt)" }
        if site.visit > 0 { text += ", visit \(site.visit + 1)" }
        text += ", in \(site.run.name)"
        if site.run.life > 0 { text += " after \(site.run.life) resumes" }
        return text
    }

    /// A fault of a saved failure.
    static func words(_ fault: SavedFault) -> String {
        words(fault.type, fault.parameters, at: fault.site)
    }
}
