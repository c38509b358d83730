internal import Faults
internal import Scenarios
package import Workflows

/// Words for what has to fail, and exactly where: `ack_lost at agent.call of pay, attempt 1, in cold`.
package enum ScheduleText {
    /// A fault of this type, with parameters as JSON, at a site.
    package static func words(_ type: String, _ parameters: String?, at site: Site.Key) -> String {
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

    /// A declared fault that has its site.
    static func words(_ declared: DeclaredFault) -> String? {
        guard let site = declared.fault.selector.site else { return nil }
        let type = Swift.type(of: declared.fault.injection).type.name
        return words(type, parameters(declared.inject, of: type), at: site)
    }

    /// What a file says beside the type: `{"retry_after":"1s"}` of `{"rate_limit":{"retry_after":"1s"}}`.
    private static func parameters(_ inject: String?, of type: String) -> String? {
        let start = "{\"\(type)\":"
        guard let inject, inject.hasPrefix(start), inject.hasSuffix("}") else { return nil }
        let parameters = String(inject.dropFirst(start.count).dropLast())
        return parameters == "{}" ? nil : parameters
    }
}
