/// The fingerprint of the machine and of the build that a measurement was taken with.
package struct MeasurementEnvironment: Sendable, Equatable {
    /// How the measuring program was built.
    package enum Configuration: String, Sendable, CaseIterable {
        /// Without optimisation.
        case debug
        /// With optimisation.
        case release
    }

    /// The processor's model.
    package let cpu: String
    /// The processor cores that could be used.
    package let cores: Int
    /// The kernel's release.
    package let kernel: String
    /// The operating system.
    package let os: String
    /// The compiler that built the measuring program.
    package let toolchain: String
    /// How the measuring program was built.
    package let configuration: Configuration

    /// Describes a machine and a build.
    package init(
        cpu: String,
        cores: Int,
        kernel: String,
        os: String,
        toolchain: String,
        configuration: Configuration
    ) {
        self.cpu = cpu
        self.cores = cores
        self.kernel = kernel
        self.os = os
        self.toolchain = toolchain
        self.configuration = configuration
    }

    /// What differs and counts, such as `cores 2 / 8`; empty for environments that measure alike.
    ///
    /// A processor's frequency, which is calibrated anew at each start, doesn't count, nor do a kernel's lesser numbers
    /// and what is installed.
    package func differences(from other: MeasurementEnvironment) -> [String] {
        [
            ("cpu", cpu, other.cpu, Self.model(cpu) == Self.model(other.cpu)),
            ("cores", "\(cores)", "\(other.cores)", cores == other.cores),
            ("kernel", kernel, other.kernel, Self.major(kernel) == Self.major(other.kernel)),
            (
                "configuration", configuration.rawValue, other.configuration.rawValue,
                configuration == other.configuration
            ),
        ].compactMap { name, own, others, isEqual in
            isEqual ? nil : "\(name) \(own) / \(others)"
        }
    }

    /// A processor's name without the frequency that follows an at sign.
    private static func model(_ cpu: String) -> String {
        let parts = cpu.split(separator: "@", omittingEmptySubsequences: false)
        let isFrequency = parts.last?.lowercased().hasSuffix("hz") ?? false
        let name = parts.count > 1 && isFrequency ? parts.dropLast().joined(separator: "@") : cpu
        return name.split(separator: " ").joined(separator: " ")
    }

    /// The number before the first dot.
    private static func major(_ kernel: String) -> Substring {
        kernel.prefix { $0 != "." }
    }
}
