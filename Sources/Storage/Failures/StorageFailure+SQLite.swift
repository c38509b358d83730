internal import GRDB

extension StorageFailure {
    /// Says in plain words what SQLite or the decoding of a row reported.
    init(_ error: any Error, path: String) {
        switch error {
        case let failure as StorageFailure:
            self = failure
        case let failure as DatabaseError:
            self.init(failure, path: path)
        case is RowDecodingError:
            self.init(.invalid, path: path, "damaged: a column holds a value of another kind")
        default:
            self.init(.infrastructure, path: path, "\(error)")
        }
    }

    private init(_ error: DatabaseError, path: String) {
        let said = error.message ?? "no message"
        let code = error.extendedResultCode.rawValue
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init(.infrastructure, path: path, "no space left on the disk")
        case .SQLITE_IOERR:
            self.init(
                .infrastructure,
                path: path,
                "reading or writing failed: \(said) (SQLite \(code))"
            )
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            self.init(.infrastructure, path: path, "may not be written: \(said)")
        case .SQLITE_CANTOPEN:
            self.init(.infrastructure, path: path, "cannot be opened: \(said)")
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
            self.init(.infrastructure, path: path, "kept locked by another process: \(said)")
        case .SQLITE_CORRUPT:
            self.init(.invalid, path: path, "damaged: \(said)")
        case .SQLITE_NOTADB:
            self.init(.invalid, path: path, "expected an SQLite database, found something else")
        case .SQLITE_ERROR, .SQLITE_SCHEMA, .SQLITE_MISMATCH, .SQLITE_CONSTRAINT, .SQLITE_TOOBIG:
            self.init(.invalid, path: path, "not as we write it: \(said) (SQLite \(code))")
        default:
            self.init(.infrastructure, path: path, "\(said) (SQLite \(code))")
        }
    }
}
