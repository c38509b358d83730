internal import Faults
internal import Quantities
package import Scenarios
package import Shapes
package import Workflows

/// What exploring draws for a scenario: every type of fault that acts on a virtual clock, with the values of its
/// parameters.
package struct SampleCatalog: Sendable {
    /// Which types the user asks for.
    package struct Choice: Sendable {
        /// These alone; all where it is empty.
        package var only: Set<String> = []
        /// Not these.
        package var except: Set<String> = []

        /// All that are drawn without being asked for.
        package init() {}

        /// Whether a type is drawn that a scenario declares, or does not.
        func takes(_ type: String, isDeclared: Bool) -> Bool {
            guard !except.contains(type) else { return false }
            guard only.isEmpty else { return only.contains(type) }
            return isDeclared || !SampleCatalog.byRequest.contains(type)
        }
    }

    /// The types that break a promise by definition, or whose parameters only the user knows: they are drawn where the
    /// user asks for them, or where the scenario declares them.
    package static let byRequest: Set<String> = [
        "flip", "key_omits", "stale_hit", "wrong_but_valid", "quota", "failure", "allocate",
    ]
    /// The types of which a parameter is a time that a timeout should notice.
    private static let timed: Set<String> = [
        "latency", "slow", "slow_first_token", "delivered_late",
    ]
    /// How much longer than a timeout such a time is.
    private static let beyond = Duration.milliseconds(1)
    /// What such a time is where nothing has a timeout.
    private static let unlimited = "1m"

    /// All samples, in the order of the catalogue; the first of each type's is first.
    package let samples: [FaultSample]
    /// The places of those that act at a failpoint, by the failpoint's place.
    let byFailpoint: [[Int]]

    /// The samples for a scenario.
    package init(for scenario: Scenario, choice: Choice = Choice()) throws(Problems) {
        let declared = Set(scenario.faults.map(\.fault.injection.type.name))
        let times = Self.times(of: scenario)
        var samples: [FaultSample] = []
        var byFailpoint: [[Int]] = []
        for failpoint in Failpoint.allCases {
            let first = samples.count
            for type in FaultType.all(at: failpoint)
            where type.places[failpoint] != .live
                && choice.takes(type.name, isDeclared: declared.contains(type.name))
            {
                let values = Self.timed.contains(type.name) ? times : type.samples
                for (number, value) in values.enumerated() {
                    let sample = try FaultSample(
                        of: type,
                        value,
                        at: failpoint,
                        isFirst: number == 0
                    )
                    // What acts by the calls before has no site of its own to fire at again.
                    if !sample.injection.remembersCalls { samples.append(sample) }
                }
            }
            byFailpoint.append(Array(first..<samples.count))
        }
        self.samples = samples
        self.byFailpoint = byFailpoint
    }

    /// Whether a type of fault has this name.
    package static func isType(_ name: String) -> Bool { FaultType.named(name) != nil }

    /// The places of the samples at a failpoint.
    package func places(at failpoint: Failpoint) -> [Int] { byFailpoint[failpoint.place] }

    /// Times just beyond the shortest and the longest timeout of the scenario, as parameters.
    private static func times(of scenario: Scenario) -> [String] {
        var timeouts: Set<Duration> = []
        for run in scenario.runs {
            for phase in run.configuration.phases.values {
                timeouts.formUnion(
                    [phase.attemptTimeout, phase.heartbeatTimeout].compactMap(\.self)
                )
            }
            timeouts.formUnion([run.configuration.runTimeout].compactMap(\.self))
        }
        guard let shortest = timeouts.min(), let longest = timeouts.max() else {
            return [#"{"by":"\#(unlimited)"}"#]
        }
        return (shortest == longest ? [shortest] : [shortest, longest]).map {
            #"{"by":"\#(DurationText.text($0 + beyond))"}"#
        }
    }
}
