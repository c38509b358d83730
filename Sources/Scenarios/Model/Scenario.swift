package import Agents
package import Shapes
package import Faults
package import Invariants
package import Workflows

/// A checked scenario, from a file or made in code: what will run, in which world, and what is expected.
package struct Scenario: Sendable {
    /// The clock that a scenario runs on.
    package enum Clock: Sendable, Equatable {
        /// Time moves only when nothing else can happen.
        case virtual
        /// Real time; simulated latencies are multiplied by the scale.
        case real(timeScale: Double)
    }

    /// The name.
    package let name: String
    /// What it shows, in a sentence or two.
    package let description: String
    /// Words to choose scenarios by.
    package let tags: [String]
    /// The path of its file as messages show it; of one that is made in code, the source file's.
    package let file: String
    /// The whole path of its file; empty where it has none.
    package let path: String
    /// The workflow.
    package let workflow: Workflow
    /// The clock.
    package internal(set) var clock: Clock
    /// The seed that it declares.
    package internal(set) var seed: UInt64
    /// The seeds that it is run with, each in a variant of its own; `nil` where it is run with `seed` alone.
    package var seeds: ClosedRange<Int>?
    /// Which of several variants it is.
    package var variant: ScenarioVariant?
    /// The programs that must be there and end with 0; else it is skipped.
    package var prerequisites: [ProcessAgent] = []
    /// How much real time it may take; the command line may say otherwise.
    package let timeLimit: Duration?
    /// The faults of the scenario and of all its runs, in the order of their declaration.
    package internal(set) var faults: [DeclaredFault]
    /// The runs, in order.
    package internal(set) var runs: [ScenarioRun]
    /// The invariants that are judged.
    package let invariants: [Invariant]
    /// What must hold of every execution that ended, whatever faults it met.
    package internal(set) var always: [Expectation]
    /// Where a saved failure comes from; `nil` of any other scenario. One is judged by invariants and by what must hold
    /// always, by nothing else.
    package var found: FoundFailure?
    /// The performance claims.
    package internal(set) var claims: [Claim]
    /// The path with dots and without its ending: stable, and unique among the files of a suite.
    package let className: String
    /// The climate that some of the faults are of, where it has one.
    package internal(set) var climate: String?
    /// The same where it is not the file that says so.
    package internal(set) var chosenClimate: String?
    /// Whether a run's name is no part of its draws of chance, so that two runs of one seed meet the same chance.
    package internal(set) var drawsInCommon = false

    /// What agents answer that are simulated in place of whoever performs their phases, by their names.
    package internal(set) var simulatedAgents: [String: String] = [:]
    /// Whether it is executed on a virtual clock although it declares a real one.
    package internal(set) var wasReal = false

    /// How many faults were left out because the user asked for it; `nil` where nobody did.
    package private(set) var faultsLeftOut: Int?

    /// Makes a scenario; whoever makes one in code answers for what a file's checks would find.
    ///
    /// - Parameters:
    ///   - path: The whole path of its file: it is needed where a run on a real clock is killed, or is resumed later.
    ///   - className: What groups it in reports; its name where nothing is said.
    package init(
        name: String,
        description: String = "",
        tags: [String] = [],
        file: String = #fileID,
        path: String = "",
        workflow: Workflow,
        clock: Clock = .virtual,
        seed: UInt64 = 0,
        timeLimit: Duration? = nil,
        faults: [DeclaredFault] = [],
        runs: [ScenarioRun],
        invariants: [Invariant] = Invariant.standard,
        always: [Expectation] = [],
        claims: [Claim] = [],
        className: String? = nil
    ) {
        self.name = name
        self.description = description
        self.tags = tags
        self.file = file
        self.path = path
        self.workflow = workflow
        self.clock = clock
        self.seed = seed
        self.timeLimit = timeLimit
        self.faults = faults
        self.runs = runs
        self.invariants = invariants
        self.always = always
        self.claims = claims
        self.className = className ?? name
    }

    /// The same without its faults, and without what is expected of them.
    package var withoutFaults: Scenario {
        guard faultsLeftOut == nil else { return self }
        var copy = self
        copy.faultsLeftOut = faults.count
        copy.faults = []
        copy.runs = runs.map(\.withoutFaultOutcomes)
        return copy
    }

    /// The same with these runs alone, and without claims, which compare runs.
    package func keeping(runs names: [String]) -> Scenario {
        var copy = self
        copy.runs = runs.filter { names.contains($0.name) }
        copy.claims = []
        return copy
    }

    /// Whether it runs on a virtual clock.
    package var isVirtual: Bool { clock == .virtual }

    /// Whether the names of a claim's runs are no part of their draws of chance: where it does not say so, on a virtual
    /// clock.
    package func drawsInCommon(for claim: Claim) -> Bool {
        (claim.pairing ?? (isVirtual ? .common : .independent)) == .common
    }
}

extension Scenario {
    /// A path with dots in place of slashes and without its ending.
    package static func className(ofPath path: String) -> String {
        var path = path
        for ending in [".yaml", ".yml"] where path.hasSuffix(ending) {
            path.removeLast(ending.count)
        }
        let parts = path.split(separator: "/").filter { $0 != "." && $0 != ".." }
        return parts.map { $0.replacing(".", with: "_") }.joined(separator: ".")
    }
}

/// A fault with the place where it is declared.
package struct DeclaredFault: Sendable {
    /// The fault; one of a run selects that run.
    package let fault: Fault
    /// Where it is.
    package let location: SourceLocation
    /// The climate that it is of; it need not fire.
    package let climate: String?
    /// What it injects as its file declares it, as one line of JSON: `{"rate_limit":{"retry_after":"1s"}}` or `"hang"`;
    /// `nil` where code declares it. Paths in it start at the folder of the file that has it.
    package let inject: String?

    /// Declares a fault; one that no file has is found where code declares it.
    package init(
        _ fault: Fault,
        at location: SourceLocation? = nil,
        climate: String? = nil,
        inject: String? = nil,
        file: String = #fileID,
        line: Int = #line
    ) {
        self.fault = fault
        self.climate = climate
        self.inject = inject
        self.location = location ?? SourceLocation(file: file, line: line)
    }
}
