internal import XML

/// Reads a baseline file event by event.
///
/// The schema has been asked before; what is checked here again is what would otherwise be guessed.
struct BaselineReader: ~Copyable {
    private let file: String
    private var reader: XMLStreamReader
    private var root: XMLElementStart?
    private var environment: MeasurementEnvironment?
    private var series: [Series] = []

    init(file: String) throws(XMLProblem) {
        self.file = file
        reader = try XMLStreamReader(file: file)
    }

    mutating func read() throws(XMLProblem) -> Baseline {
        while let event = try reader.next() {
            guard case .start(let element) = event else { continue }
            guard root != nil || element.name == "baseline" else {
                throw mistake(element, "expected a baseline", element.name)
            }
            switch element.name {
            case "baseline": root = element
            case "environment": environment = try environment(element)
            case "series": series.append(try series(element))
            default: throw mistake(element, "expected environment or series", element.name)
            }
        }
        guard let root else {
            throw XMLProblem(.invalid, file: file, message: "expected a baseline, found none")
        }
        guard let environment else { throw mistake(root, "expected an environment", "none") }
        return Baseline(
            name: try text("name", of: root),
            toolVersion: try text("tool", of: root),
            createdAt: try text("created", of: root),
            environment: environment,
            load: MachineLoad(runnable: root["runnable"], steal: root["steal"]),
            series: series
        )
    }

    private func environment(
        _ element: XMLElementStart
    ) throws(XMLProblem) -> MeasurementEnvironment {
        MeasurementEnvironment(
            cpu: try text("cpu", of: element),
            cores: try value("cores", of: element, "a number of cores") { Int($0) },
            kernel: try text("kernel", of: element),
            os: try text("os", of: element),
            toolchain: try text("toolchain", of: element),
            configuration: try value("configuration", of: element, "debug or release") {
                MeasurementEnvironment.Configuration(rawValue: $0)
            }
        )
    }

    private mutating func series(_ element: XMLElementStart) throws(XMLProblem) -> Series {
        let known = Series.Metric.allCases.map(\.rawValue).joined(separator: ", ")
        let metric = try value("metric", of: element, known) { Series.Metric(rawValue: $0) }
        _ = try value("unit", of: element, metric.unit) { $0 == metric.unit ? $0 : nil }
        var series = Series(
            scenario: try text("scenario", of: element),
            file: try text("file", of: element),
            scenarioDigest: try text("digest", of: element),
            workflow: try text("workflow", of: element),
            workflowDigest: try text("workflow-digest", of: element),
            run: try text("run", of: element),
            metric: metric,
            isSimulated: try value("clock", of: element, "virtual or real") {
                ["virtual": true, "real": false][$0]
            },
            seed: try value("seed", of: element, "a seed") { UInt64($0) },
            samples: []
        )
        try lists(of: element, into: &series)
        series.failed = try failed(of: element, count: series.samples.count)
        series.call = element["call"]
        series.command = element["command"].map { line in
            MeasuredCommand(
                line,
                setup: element["setup"],
                prepare: element["prepare"],
                cleanup: element["cleanup"]
            )
        }
        return series
    }

    /// The places of the samples whose executions failed.
    private func failed(of element: XMLElementStart, count: Int) throws(XMLProblem) -> [Int] {
        var places: [Int] = []
        for word in (element["failed"] ?? "").split(whereSeparator: \.isWhitespace) {
            guard let place = Int(word), place >= 0, place < count, place > places.last ?? -1 else {
                throw mistake(
                    element,
                    "failed: expected ascending places of samples, from 0 to \(count - 1)",
                    "\"\(word)\""
                )
            }
            places.append(place)
        }
        return places
    }

    /// The numbers in the elements `samples` and `phase` that follow within the series.
    private mutating func lists(
        of element: XMLElementStart,
        into series: inout Series
    ) throws(XMLProblem) {
        while let event = try reader.next() {
            switch event {
            case .start(let list) where list.name == "phase":
                let name = try text("name", of: list)
                let samples = try numbers(of: list)
                guard samples.count == series.samples.count else {
                    throw mistake(
                        list,
                        "expected \(series.samples.count) numbers, one for each sample",
                        "\(samples.count)"
                    )
                }
                series.phases.append(PhaseSamples(name: name, samples: samples))
            case .start(let list): series.samples = try numbers(of: list)
            case .end(let name) where name == element.name: return
            case .text, .end: continue
            }
        }
    }

    private mutating func numbers(of list: XMLElementStart) throws(XMLProblem) -> [Int] {
        var numbers: [Int] = []
        while let event = try reader.next() {
            guard case .text(let text) = event else { break }
            for word in text.split(whereSeparator: \.isWhitespace) {
                guard let number = Int(word), number >= 0, numbers.count < Series.limit else {
                    throw mistake(
                        list,
                        "expected up to \(Series.limit) whole numbers from 0",
                        "\"\(word)\""
                    )
                }
                numbers.append(number)
            }
        }
        return numbers
    }

    private func text(
        _ name: String,
        of element: XMLElementStart
    ) throws(XMLProblem) -> String {
        guard let value = element[name] else {
            throw mistake(element, "expected the attribute \(name)", "none")
        }
        return value
    }

    private func value<Value>(
        _ name: String,
        of element: XMLElementStart,
        _ expected: String,
        _ parse: (String) -> Value?
    ) throws(XMLProblem) -> Value {
        let text = try text(name, of: element)
        guard let value = parse(text) else {
            throw mistake(element, "\(name): expected \(expected)", "\"\(text)\"")
        }
        return value
    }

    private func mistake(
        _ element: XMLElementStart,
        _ expected: String,
        _ found: String
    ) -> XMLProblem {
        XMLProblem(
            .invalid,
            file: file,
            line: element.line,
            column: element.column,
            message: "\(expected), found \(found)"
        )
    }
}
