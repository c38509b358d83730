/// The right to execute one run: nobody else has it until it is released, or its process dies.
package final class RunLock: Sendable {
    private let file: LockFile
    private let name: LockName

    /// Takes the lock of a run in a state folder, without waiting.
    ///
    /// Throws `.infrastructure` where the run is being executed already, here or by another process.
    package init(run id: String, in folder: String) throws(StorageFailure) {
        try StateFolder.make(folder)
        file = try LockFile(StateFolder.path(of: LockName.file, in: folder))
        name = .run(id)
        guard try file.tryLock(byte: name.offset) else {
            throw StorageFailure(
                .infrastructure,
                path: file.path,
                "run \(id) is being executed by another process"
            )
        }
    }

    /// Releases the lock; later calls do nothing.
    package func release() {
        file.unlock(byte: name.offset)
    }
}
