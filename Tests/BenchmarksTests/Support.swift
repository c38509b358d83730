import Suites
import Foundation
import Scenarios
import TestSupport
import Workflows

@testable import Benchmarks

/// What several suites measure with.
enum Bench {
    static let surroundings = SuiteEnvironment(
        clock: ContinuousClock(),
        wall: { .zero },
        workspaces: FileManager.default.temporaryDirectory.path + "/benchmark-tests-\(getpid())",
        environment: [:]
    )

    static let environment = MeasurementEnvironment(
        cpu: "Z80",
        cores: 2,
        kernel: "6.1.0",
        os: "Debian 12",
        toolchain: "Swift 6.3",
        configuration: .release
    )

    static let otherEnvironment = MeasurementEnvironment(
        cpu: "Z80",
        cores: 8,
        kernel: "6.1.0",
        os: "Debian 12",
        toolchain: "Swift 6.3",
        configuration: .release
    )

    /// A scenario of the repository.
    static func load(_ path: String) throws -> Scenario {
        try ScenarioLoader(workingDirectory: Repository.root.path).load(path)
    }

    /// A scenario from its text.
    static func scenario(_ text: String) throws -> Scenario {
        try ScenarioDecoder.decode(
            YAMLReader.read(bytes: Array(text.utf8), file: "a.yaml"),
            file: "a.yaml",
            files: ScenarioFiles(scenarioAt: "/nowhere/a.yaml")
        )
    }

    static func series(
        _ samples: [Int],
        scenario: String = "a",
        file: String = "a.yaml",
        run: String = "cold",
        isSimulated: Bool = true,
        seed: UInt64 = 1,
        digest: String = String(repeating: "0", count: 64)
    ) -> Series {
        Series(
            scenario: scenario,
            file: file,
            scenarioDigest: digest,
            workflow: "custom",
            workflowDigest: String(repeating: "1", count: 64),
            run: run,
            metric: .duration,
            isSimulated: isSimulated,
            seed: seed,
            samples: samples
        )
    }

    static func baseline(
        _ series: [Series],
        environment: MeasurementEnvironment = environment
    ) -> Baseline {
        Baseline(
            name: "main",
            toolVersion: "0.1.0",
            createdAt: "2026-01-02T03:04:05Z",
            environment: environment,
            series: series
        )
    }
}
