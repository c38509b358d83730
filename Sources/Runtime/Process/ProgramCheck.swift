package import Agents
internal import Foundation
package import Workflows

/// Runs programs that only their exit status is wanted of, in folders of their own that are gone afterwards.
package struct ProgramCheck: Sendable {
    /// The folder in which a program's own is made.
    package let folder: String
    /// The environment of this program: where PATH, LANG and declared variables come from.
    package let environment: [String: String]
    /// Where time comes from.
    package let clock: ContinuousClock

    /// Checks programs in this environment.
    package init(folder: String, environment: [String: String], clock: ContinuousClock) {
        self.folder = folder
        self.environment = environment
        self.clock = clock
    }

    /// Why a program could not be started, or did not end with 0; `nil` where it did.
    package func failure(of program: ProcessAgent) async -> OperationFailure? {
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
        } catch {
            return OperationFailure(
                kind: EngineFailure.ioError.rawValue,
                message: "cannot make the folder \(folder): \(error.localizedDescription)"
            )
        }
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var call = ProcessCall(
            agent: program,
            workspace: folder,
            request: [],
            inherited: environment,
            secrets: SecretFilter([]),
            clock: clock
        )
        call.wantsAnswer = false
        guard case .failure(let failure) = await call.perform().result else { return nil }
        return failure
    }
}
