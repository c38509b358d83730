public import Foundation

/// Makes an empty folder for an engine's state, and removes it with all that is in it when the closure returns.
///
/// Throws what the closure throws, and what the file system says where the folder cannot be made.
public func withTemporaryState<Result>(
    _ body: (URL) async throws -> Result
) async throws -> Result {
    let files = FileManager.default
    let folder = try files.url(
        for: .itemReplacementDirectory,
        in: .userDomainMask,
        appropriateFor: files.temporaryDirectory,
        create: true
    )
    defer { try? files.removeItem(at: folder) }
    return try await body(folder)
}
