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
    /// How many of these can be compared with another one, step by step.
    let compared: Int

    /// How many executions a report lists.
    static let mostRuns = 6000

    /// Which executions have the steps that runs are compared by.
    private enum Steps {
        case all
        /// Those that failed, and with which of the others each is compared first.
        case compared
        case none
    }

    /// Without room steps are left out first, those of runs that held before the others; then fewer and fewer executions are
    /// listed. Scenarios and failures never are left out.
    ///
    /// - Parameters:
    ///   - earlier: Runs of earlier suites that held.
    ///   - room: How many bytes a page has for it.
    init(
        _ suite: SuiteResult,
        _ timelines: SuiteTimelines?,
        earlier: [EarlierRun] = [],
        room: Int = .max
    ) {
        var limit = Self.mostRuns
        var document = SuiteDocument(suite, timelines, earlier, most: limit, .all)
        if document.size > room {
            document = SuiteDocument(suite, timelines, earlier, most: limit, .compared)
        }
        if document.size > room {
            document = SuiteDocument(suite, timelines, [], most: limit, .none)
        }
        while document.size > room, limit > 1 {
            limit /= 2
            document = SuiteDocument(suite, timelines, [], most: limit, .none)
        }
        self = document
    }

    /// How many bytes it takes in a page.
    private var size: Int { HTMLPage.size(of: json) }

    private init(
        _ suite: SuiteResult,
        _ timelines: SuiteTimelines?,
        _ earlier: [EarlierRun],
        most limit: Int,
        _ steps: Steps
    ) {
        let listing = RunListing(suite, most: limit)
        let titles = ScenarioTitles.all(of: suite)
        var all = suite.scenarios.indices.map { number in
            var kept = timelines?.kept(of: number) ?? .init()
            if steps == .none { kept.steps = [:] }
            return kept
        }
        for run in earlier where all.indices.contains(run.scenario) {
            all[run.scenario].earlier.append(run.json(words: &all[run.scenario].words))
        }
        let partners = RunPartners(suite, listing, earlier: earlier) { all[$0].steps[$1] != nil }
        var writer = JSONWriter()
        var (drawn, compared) = (0, 0)
        writer.object { writer in
            SuiteJSON.members(&writer, of: suite, listing: listing)
            writer.key("timeline")
            writer.object { writer in
                writer.member("scenarios", suite.scenarios.enumerated()) { writer, each in
                    let number = each.offset
                    let runs = Self.runs(of: each.element, all[number], listing.places[number]) {
                        steps != .compared || partners.isCompared(number, $0)
                    }
                    drawn += runs.count
                    compared += runs.count { $0.steps != nil }
                    Self.scenario(&writer, each.element, titled: titles[number], all[number], runs)
                    {
                        partners[number, $0]
                    }
                }
            }
        }
        json = writer.bytes
        self.drawn = drawn
        self.compared = compared
        executions = suite.scenarios.reduce(0) {
            $0 + $1.runs.reduce(0) { $0 + $1.repetitions.total }
        }
        listed = listing.places.joined().reduce(0) { $0 + $1.count }
    }

    /// An execution that is drawn: its place in the list of `runs`, how it went, and its steps.
    private typealias Drawn = (place: Int, marks: [UInt8], steps: [UInt8]?)

    private static func runs(
        of scenario: ScenarioResult,
        _ kept: SuiteTimelines.Kept,
        _ places: [[Int]],
        hasSteps: (Int) -> Bool
    ) -> [Drawn] {
        var runs: [Drawn] = []
        var place = 0
        for (run, places) in zip(scenario.runs, places) {
            for repetition in places {
                let id = run.repetitions[repetition].id
                if let marks = kept.runs[id] {
                    runs.append((place, marks, hasSteps(place) ? kept.steps[id] : nil))
                }
                place += 1
            }
        }
        return runs
    }

    /// A scenario's commands and executions, and with which run each that failed is compared.
    private static func scenario(
        _ writer: inout JSONWriter,
        _ scenario: ScenarioResult,
        titled title: String,
        _ kept: SuiteTimelines.Kept,
        _ runs: [Drawn],
        partner: (Int) -> RunPartners.Place?
    ) {
        writer.object { writer in
            writer.member("title", title)
            writer.member("replay", PlainText.oneLine(scenario.replayCommand()))
            writer.member("show", PlainText.oneLine(scenario.command("show", storedID: "ID")))
            if runs.contains(where: { $0.steps != nil }) {
                let diff = scenario.command("diff", storedID: "FIRST SECOND")
                writer.member("diff", PlainText.oneLine(diff))
            }
            if scenario.isVirtual {
                writer.key("virtual")
                writer.literal("true")
            }
            writer.member("words", kept.words.words) { $0.text($1) }
            writer.member("runs", runs) { writer, run in
                writer.list { writer in
                    writer.number(run.place)
                    writer.value(run.marks)
                    if let steps = run.steps { writer.value(steps) }
                }
            }
            if !kept.earlier.isEmpty { writer.member("earlier", kept.earlier) { $0.value($1) } }
            let partners = runs.compactMap { run in partner(run.place).map { (run.place, $0) } }
            guard !partners.isEmpty else { return }
            writer.member("against", partners) { writer, pair in
                writer.list([pair.0, pair.1.scenario, pair.1.place]) { $0.number($1) }
            }
        }
    }
}
