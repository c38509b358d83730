internal import Foundation

/// Where this tool can be cloned from, as far as the checkout that it was built in says.
struct ToolOrigin {
    /// An address that needs no key; `nil` if there is none.
    let repository: String?
    /// The commit that it was built from, where others can have it; else `HEAD`.
    let revision: String

    /// Asks the checkout around the executable.
    init(executable: String?) {
        let path = executable.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
        let checkout = path.flatMap { $0.range(of: "/.build/", options: .backwards) }
            .flatMap { range in path.map { String($0[..<range.lowerBound]) } }
        guard let checkout, FileManager.default.fileExists(atPath: "\(checkout)/Package.swift"),
            let remote = Self.git("remote", "get-url", "origin", in: checkout),
            let address = Self.address(of: remote)
        else {
            repository = nil
            revision = "HEAD"
            return
        }
        repository = address
        let branches = Self.git("branch", "--remotes", "--contains", "HEAD", in: checkout)
        let isPublished = branches?.isEmpty == false
        revision = (isPublished ? Self.git("rev-parse", "HEAD", in: checkout) : nil) ?? "HEAD"
    }

    /// A remote's address over HTTPS, without any name or password in it; `nil` for a path.
    private static func address(of remote: String) -> String? {
        if let match = remote.wholeMatch(
            of: /(?:https?|ssh):\/\/(?:[^@\/]*@)?([^:\/]+)(:\d+)?\/(.+)/
        ) {
            let port = remote.hasPrefix("ssh") ? "" : match.2 ?? ""
            let scheme = remote.hasPrefix("http:") ? "http" : "https"
            return plain("\(scheme)://\(match.1)\(port)/\(match.3)")
        }
        if let match = remote.wholeMatch(of: /(?:[^@\/:]+@)([^:\/]+):(?!\/)(.+)/) {
            return plain("https://\(match.1)/\(match.2)")
        }
        return nil
    }

    /// The address, unless something in it would have to be quoted in a file of CI.
    private static func plain(_ address: String) -> String? {
        address.wholeMatch(of: /[A-Za-z0-9:\/._~+-]+/) == nil ? nil : address
    }

    /// What git says, without the line's end; `nil` where it fails or isn't there.
    private static func git(_ arguments: String..., in folder: String) -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", folder] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let bytes = (try? output.fileHandleForReading.readToEnd()) ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return String(decoding: bytes, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
