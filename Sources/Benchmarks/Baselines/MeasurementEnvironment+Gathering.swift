internal import Foundation

extension MeasurementEnvironment {
    /// The machine that this runs on; what cannot be found out is `unknown`.
    package static func current() -> MeasurementEnvironment {
        let process = ProcessInfo.processInfo
        return MeasurementEnvironment(
            cpu: processor(in: text(of: "/proc/cpuinfo")) ?? "unknown",
            cores: process.activeProcessorCount,
            kernel: firstLine(of: text(of: "/proc/sys/kernel/osrelease")) ?? "unknown",
            os: distribution(in: text(of: "/etc/os-release"))
                ?? process.operatingSystemVersionString,
            toolchain: toolchain,
            configuration: ownConfiguration
        )
    }

    /// The processor's name in the form of `/proc/cpuinfo`: its model, or what ARM gives instead.
    static func processor(in text: String) -> String? {
        for key in ["model name", "Model", "CPU part"] {
            for line in text.split(whereSeparator: \.isNewline) {
                let parts = line.split(separator: ":", maxSplits: 1).map {
                    $0.trimmingCharacters(in: .whitespaces)
                }
                if parts.count == 2, parts[0] == key, !parts[1].isEmpty { return parts[1] }
            }
        }
        return nil
    }

    /// The system's name in the form of `/etc/os-release`.
    static func distribution(in text: String) -> String? {
        for line in text.split(whereSeparator: \.isNewline) {
            guard line.hasPrefix("PRETTY_NAME=") else { continue }
            let name = line.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" }
            if !name.isEmpty { return name }
        }
        return nil
    }

    private static var ownConfiguration: Configuration {
        #if DEBUG
        .debug
        #else
        .release
        #endif
    }

    private static var toolchain: String {
        #if compiler(>=6.4)
        "Swift 6.4 or later"
        #elseif compiler(>=6.3)
        "Swift 6.3"
        #else
        "Swift 6.2"
        #endif
    }

    private static func firstLine(of text: String) -> String? {
        text.split(whereSeparator: \.isNewline).first.map(String.init)
    }

    /// A file's text; empty where there is none.
    ///
    /// Files of `/proc` report a size of zero, so they are read to their end.
    static func text(of path: String) -> String {
        guard let handle = FileHandle(forReadingAtPath: path) else { return "" }
        defer { try? handle.close() }
        let data = (try? handle.readToEnd()) ?? nil
        return String(decoding: data ?? Data(), as: UTF8.self)
    }
}
