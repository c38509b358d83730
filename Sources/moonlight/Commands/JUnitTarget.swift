internal import Foundation

/// Where the JUnit file goes.
enum JUnitTarget: Equatable {
    /// Into the folder of reports.
    case reports
    /// To a file; a folder where the profile has a file for each of several scenarios.
    case file(String)
    /// Into a folder.
    case folder(String)
    /// To standard output.
    case output

    /// What `--junit` says: `-`, a folder that ends with a slash or is there, or a file.
    init(_ argument: String?) {
        var isFolder: ObjCBool = false
        switch argument {
        case nil: self = .reports
        case "-": self = .output
        case .some(let path) where path.hasSuffix("/"): self = .folder(path)
        case .some(let path)
        where FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue:
            self = .folder(path)
        case .some(let path): self = .file(path)
        }
    }
}
