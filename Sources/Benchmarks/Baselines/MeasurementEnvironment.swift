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

    /// What differs, such as `cores 2 / 8`; empty for equal environments.
    package func differences(from other: MeasurementEnvironment) -> [String] {
        [
            ("cpu", cpu, other.cpu), ("cores", "\(cores)", "\(other.cores)"),
            ("kernel", kernel, other.kernel), ("os", os, other.os),
            ("toolchain", toolchain, other.toolchain),
            ("configuration", configuration.rawValue, other.configuration.rawValue),
        ].compactMap { name, own, others in
            own == others ? nil : "\(name) \(own) / \(others)"
        }
    }
}
