internal import Faults
internal import Scenarios
package import Workflows

/// A fault of a saved failure: what fails, and at which site exactly.
package struct SavedFault: Sendable {
    /// The name of its type.
    package let type: String
    /// What its file says beside the type, as JSON: `{"retry_after":"1s"}` of `{"rate_limit":{"retry_after":"1s"}}`; `nil`
    /// where it says nothing.
    package internal(set) var parameters: String?
    /// Where it acts.
    package let site: Site.Key

    /// `nil` where the fault has no site.
    init?(_ declared: DeclaredFault) {
        guard let site = declared.fault.selector.site else { return nil }
        type = Swift.type(of: declared.fault.injection).type.name
        parameters = Self.parameters(declared.inject, of: type)
        self.site = site
    }

    private static func parameters(_ inject: String?, of type: String) -> String? {
        let start = "{\"\(type)\":"
        guard let inject, inject.hasPrefix(start), inject.hasSuffix("}") else { return nil }
        let parameters = String(inject.dropFirst(start.count).dropLast())
        return parameters == "{}" ? nil : parameters
    }
}
