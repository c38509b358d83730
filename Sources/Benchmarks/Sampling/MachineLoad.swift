/// What else a machine did while something was measured.
package struct MachineLoad: Sendable, Equatable {
    /// How many tasks of others wanted to run at a time, on average; asked between executions, when ours don't.
    package let runnable: Double
    /// The share of processor time that the hypervisor gave to other machines.
    package let steal: Double

    /// What was found out.
    package init(runnable: Double, steal: Double) {
        self.runnable = runnable
        self.steal = steal
    }

    /// What a baseline says; `nil` where it doesn't.
    init?(runnable: String?, steal: String?) {
        guard let runnable = runnable.flatMap(Double.init), let steal = steal.flatMap(Double.init),
            runnable.isFinite, steal.isFinite
        else { return nil }
        self.init(runnable: runnable, steal: steal)
    }

    var runnableText: String { Self.text(runnable) }
    var stealText: String { Self.text(steal) }

    /// Why samples that were taken under this load are doubtful; `nil` where they are not.
    package func doubt(cores: Int) -> String? {
        var reasons: [String] = []
        if runnable > Double(cores) {
            reasons.append(
                "\(runnableText) tasks of others wanted to run on \(cores) cores, on average"
            )
        }
        if steal > Self.tolerableSteal {
            reasons.append(
                "the hypervisor took \(Self.text(steal * 100)) % of the processors' time"
            )
        }
        return reasons.isEmpty
            ? nil : "the machine was busy: \(reasons.joined(separator: "; "))"
    }

    private static let tolerableSteal = 0.05

    /// Two decimals, as XML's numbers are written.
    private static func text(_ value: Double) -> String {
        let hundredths = Int(min(max(0, value) * 100, 1e12).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}

/// Looks at the machine's load now and then.
struct LoadWatch {
    private var runnable: [Int] = []
    private let first: ProcessorTimes?
    private var last: ProcessorTimes?

    init() {
        first = ProcessorTimes(ProcessorTimes.read())
        last = first
        note()
    }

    /// Takes one look, while nothing of ours runs.
    mutating func note() {
        if let found = Self.runnable(in: MeasurementEnvironment.text(of: "/proc/loadavg")) {
            runnable.append(found)
        }
        last = ProcessorTimes(ProcessorTimes.read()) ?? last
    }

    /// What was seen; `nil` where the system does not say.
    var load: MachineLoad? {
        guard !runnable.isEmpty else { return nil }
        let steal = first.flatMap { first in last?.stolen(since: first) } ?? 0
        return MachineLoad(
            runnable: Double(runnable.reduce(0, +)) / Double(runnable.count),
            steal: steal
        )
    }

    /// The tasks that want to run but for the one that asks, in the form of `/proc/loadavg`: `0.10 0.20 0.30 2/345 678`.
    static func runnable(in text: String) -> Int? {
        let words = text.split(separator: " ")
        guard words.count >= 4,
            let count = words[3].split(separator: "/").first.flatMap({ Int($0) })
        else { return nil }
        return max(0, count - 1)
    }
}

/// What the processors have done since the machine started, in ticks.
struct ProcessorTimes {
    private let all: Int
    private let stolen: Int

    /// From the form of `/proc/stat`: `cpu user nice system idle iowait irq softirq steal …`.
    init?(_ text: String) {
        guard let line = text.split(whereSeparator: \.isNewline).first, line.hasPrefix("cpu ")
        else {
            return nil
        }
        let ticks = line.split(separator: " ").dropFirst().prefix(8).compactMap { Int($0) }
        guard ticks.count == 8 else { return nil }
        all = ticks.reduce(0) { $0 &+ $1 }
        stolen = ticks[7]
    }

    static func read() -> String { MeasurementEnvironment.text(of: "/proc/stat") }

    func stolen(since first: ProcessorTimes) -> Double {
        let passed = all - first.all
        return passed > 0 ? Double(stolen - first.stolen) / Double(passed) : 0
    }
}
