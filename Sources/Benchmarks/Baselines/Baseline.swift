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
