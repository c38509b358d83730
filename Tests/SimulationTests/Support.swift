import Agents
import Faults
import Simulation
import Workflows

/// Agents and faults from as little as a test has to say.
enum Simulated {
    /// An agent that always takes so many milliseconds.
    static func agent(_ milliseconds: Int = 0, _ outputs: String...) -> SimulatedAgent {
        SimulatedAgent(
            outputs: outputs.map { PhaseOutput(text: $0) },
            latency: .constant(.milliseconds(milliseconds))
        )
    }

    static func fault(
        _ id: String = "f",
        _ type: any Injection,
        _ select: (inout FaultSelector) -> Void = { _ in }
    ) -> Fault {
        var selector = FaultSelector()
        select(&selector)
        return Fault(id: id, selector: selector, inject: type)
    }
}

extension RunTrace {
    /// The events as lines of JSON.
    var bytes: [UInt8] {
        var lines = EventLines()
        for event in events { lines.append(event) }
        return lines.bytes
    }
}

extension VirtualWorld {
    /// How often each fault fired so far.
    var firings: [String: Int] { tallies.mapValues(\.firings) }

    /// How often each fault's sites were visited so far.
    var visits: [String: Int] { tallies.mapValues(\.visits) }
}
