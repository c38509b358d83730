internal import Files
internal import Workflows

extension WorkspaceContents {
    /// What there is at the end, with the content of the files that are asked for: read as regular files, no link followed.
    func ending(askedFor asked: [String]) throws(OperationFailure) -> WorkspaceEnding {
        try check()
        let listing = try listing()
        let files = listing.entries.filter { $0.status.kind != .folder }
        var ending = WorkspaceEnding()
        ending.note(files.map(\.path.shown))
        for path in Set(asked) {
            let name = RelativePath(path)
            guard listing.entries.contains(where: { $0.path == name }) else { continue }
            ending.files[path] = content(of: name)
        }
        return ending
    }
}
