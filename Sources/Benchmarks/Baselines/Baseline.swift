internal import Workflows

/// Measurements that others are compared with: raw samples, and all that says what they are of.
package struct Baseline: Sendable, Equatable {
    /// The name that it is saved under.
    package let name: String
    /// The version of the tool that measured.
    package let toolVersion: String
    /// When it was measured, in UTC, as ISO 8601 in whole seconds: `2026-01-02T03:04:05Z`.
    package let createdAt: String
    /// The machine and the build.
    package let environment: MeasurementEnvironment
    /// What else the machine did meanwhile; `nil` where it was not recorded.
    package let load: MachineLoad?
    /// The measurements.
    package let series: [Series]

    /// Gathers measurements; series are sorted by file and scenario, runs keep their order.
    package init(
        name: String,
        toolVersion: String,
        createdAt: String,
        environment: MeasurementEnvironment,
        load: MachineLoad? = nil,
        series: [Series]
    ) {
        self.name = name
        self.toolVersion = toolVersion
        self.createdAt = createdAt
        self.environment = environment
        self.load = load
        self.series = series.enumerated().sorted { first, second in
            (first.element.file, first.element.scenario, first.offset)
                < (second.element.file, second.element.scenario, second.offset)
        }.map(\.element)
    }
}

/// The samples of one metric of one run of a scenario.
package struct Series: Sendable, Equatable {
    /// The most samples that a series holds.
    package static let limit = 4000

    /// The scenario's name.
    package var scenario: String
    /// The scenario's file as messages show it.
    package var file: String
    /// Covers the bytes of the scenario's file.
    package var scenarioDigest: String
    /// The workflow's name.
    package var workflow: String
    /// Covers the workflow's phases and their dependencies.
    package var workflowDigest: String
    /// The run's name.
    package var run: String
    /// What is measured.
    package var metric: Metric
    /// Whether it was measured on a virtual clock, on which every machine measures the same.
    package var isSimulated: Bool
    /// The seed of the first sample; each further one has the next seed.
    package var seed: UInt64
    /// The raw samples, none below 0, in the metric's unit.
    package var samples: [Int]
    /// Which of the samples are of an execution that failed, as places in `samples`, ascending.
    package var failed: [Int] = []
    /// The id of the call of `bench` that measured it: series of one call were interleaved. `nil` on a
    /// virtual clock, and in older files.
    package var call: String?
    /// How long the phases took in each sample, in the plan's order; empty where nobody said.
    package var phases: [PhaseSamples] = []
    /// The command that was executed; `nil` for a run of a scenario.
    package var command: MeasuredCommand?

    /// What a table calls it.
    package var name: String { command?.line ?? "\(scenario) / \(run)" }
}

extension Workflow {
    /// Covers the phases with their dependencies, inputs and agents.
    var digest: Digest {
        var builder = DigestBuilder("workflow/1")
        builder.add(name)
        builder.add(phases.count)
        for phase in phases {
            builder.add(phase.id.name)
            builder.add(phase.agent)
            for list in [phase.needs, phase.inputs] {
                builder.add(list.count)
                for id in list { builder.add(id.name) }
            }
        }
        return builder.digest
    }
}
