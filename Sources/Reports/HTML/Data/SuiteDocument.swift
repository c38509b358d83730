internal import Suites
internal import Workflows

/// The data of a suite's report: the object of `--format json` and, as `timeline`, how its executions went.
struct SuiteDocument {
    /// One line of JSON in UTF-8.
    let json: [UInt8]
    /// How many executions there were.
    let executions: Int
    /// How many of them are listed.
    let listed: Int
    /// Of how many of them it is said how they went.
    let drawn: Int

    /// How many executions a report lists.
    static let mostRuns = 6000
    /// How many bytes they may take before fewer are listed.
    static let mostBytes = 4_400_000

    /// Fewer and fewer are listed until they have room; scenarios and failures never are left out.
    init(_ suite: SuiteResult, _ timelines: SuiteTimelines?) {
        var limit = Self.mostRuns
        var document = SuiteDocument(suite, timelines, most: limit)
        while document.json.count > Self.mostBytes, limit > 1 {
            limit /= 2
            document = SuiteDocument(suite, timelines, most: limit)
        }
        self = document
    }

    private init(_ suite: SuiteResult, _ timelines: SuiteTimelines?, most limit: Int) {
        let listing = RunListing(suite, most: limit)
        let titles = ScenarioTitles.all(of: suite)
        var writer = JSONWriter()
        var drawn = 0
        writer.object { writer in
            SuiteJSON.members(&writer, of: suite, listing: listing)
            writer.key("timeline")
            writer.object { writer in
                writer.member("scenarios", suite.scenarios.enumerated()) { writer, each in
                    let kept = timelines?.kept(of: each.offset) ?? .init()
                    let places = listing.places[each.offset]
                    let title = titles[each.offset]
                    drawn += Self.scenario(&writer, each.element, titled: title, kept, places)
                }
            }
        }
        json = writer.bytes
        self.drawn = drawn
        executions = suite.scenarios.reduce(0) {
            $0 + $1.runs.reduce(0) { $0 + $1.repetitions.total }
        }
        listed = listing.places.joined().reduce(0) { $0 + $1.count }
    }

    /// A scenario's commands and executions, each after its place in the list of `runs`; says how many there are.
    private static func scenario(
        _ writer: inout JSONWriter,
        _ scenario: ScenarioResult,
        titled title: String,
        _ kept: SuiteTimelines.Kept,
        _ places: [[Int]]
    ) -> Int {
        var runs: [(place: Int, bytes: [UInt8])] = []
        var place = 0
        for (run, places) in zip(scenario.runs, places) {
            for repetition in places {
                if let bytes = kept.runs[run.repetitions[repetition].id] {
                    runs.append((place, bytes))
                }
                place += 1
            }
        }
        writer.object { writer in
            writer.member("title", title)
            writer.member("replay", PlainText.oneLine(scenario.replayCommand()))
            writer.member("show", PlainText.oneLine(scenario.command("show", storedID: "ID")))
            if scenario.isVirtual {
                writer.key("virtual")
                writer.literal("true")
            }
            writer.member("words", kept.words.words) { $0.text($1) }
            writer.member("runs", runs) { writer, run in
                writer.list { writer in
                    writer.number(run.place)
                    writer.value(run.bytes)
                }
            }
        }
        return runs.count
    }
}
