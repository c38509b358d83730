internal import Suites
internal import Benchmarks
internal import Files
internal import Foundation
internal import Locks
internal import Reports
internal import Runtime
internal import Scenarios

/// The machine that the tool runs on: the one place where clock and environment are taken from.
struct ToolEnvironment {
    let clock = ContinuousClock()
    let environment = ProcessInfo.processInfo.environment
    let workingDirectory = FileManager.default.currentDirectoryPath
    /// Ctrl-C and its like; whatever scenarios are run for, a second one leaves them no time.
    let interruption = Interruption()
    /// A folder of this process's own; removed by `clean`.
    let temporary: String
    /// The hold on that folder, once it is there.
    private let hold = Guarded<OwnedFolder?>(nil)

    init() {
        let root = NSTemporaryDirectory()
        // Process ids are reused, in containers soon.
        let unique = UUID().uuidString.prefix(8).lowercased()
        let name = "\(Self.temporaryPrefix)\(ProcessInfo.processInfo.processIdentifier)-\(unique)"
        temporary = (root.hasSuffix("/") ? root : root + "/") + name
    }

    var runner: SuiteEnvironment {
        var runner = SuiteEnvironment(
            clock: clock,
            wall: { Self.wall() },
            workspaces: temporary,
            environment: environment
        )
        runner.urgency = interruption.urgency
        return runner
    }

    /// The wall time since 1970.
    static func wall() -> Duration {
        .microseconds(Int64(Date().timeIntervalSince1970 * 1_000_000))
    }

    /// The processor time that the calling thread has used; zero where the system does not say.
    static func processor() -> Duration {
        var time = timespec()
        guard clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0 else { return .zero }
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// The command that this process was started with, as a shell reads it.
    static var commandLine: String {
        (["moonlight"] + CommandLine.arguments.dropFirst().map(ShellText.quoted))
            .joined(separator: " ")
    }

    /// The same with a state folder, whose notices are printed.
    func runner(state folder: String, mustExist: Bool = false) throws -> (
        SuiteEnvironment, ScenarioState
    ) {
        let state = try ScenarioState(folder: folder, mustExist: mustExist, newID: RunIDs().next)
        for notice in state.notices { StandardError.write("moonlight: \(notice)\n") }
        var surroundings = runner
        surroundings.state = state
        surroundings.tool = Bundle.main.executablePath.map {
            ToolChild(path: $0, environment: environment, clock: clock)
        }
        return (surroundings, state)
    }

    /// A command around what is measured, which a second signal leaves no time.
    func hook(_ name: String, _ line: String) -> CommandHook {
        CommandHook(name, line, environment, clock: clock, until: interruption.urgency)
    }

    var report: ReportEnvironment {
        ReportEnvironment(
            timestamp: Date().ISO8601Format(),
            hostname: ProcessInfo.processInfo.hostName,
            toolVersion: ToolVersion.text
        )
    }

    /// Whether the terminal understands nothing but text.
    var isDumbTerminal: Bool { environment["TERM"] == "dumb" }

    /// Whether standard output may have colour.
    func isColoured(_ noColour: Bool) -> Bool {
        let refused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        return StandardOutput.isTerminal && !noColour && !refused && !isDumbTerminal
    }

    /// Makes the folder where scenarios need one, and removes those that dead processes left.
    func prepare(for scenarios: [Scenario]) throws {
        if scenarios.contains(where: { !$0.isVirtual || !$0.prerequisites.isEmpty }) {
            try makeTemporary()
        } else {
            collectAbandoned()
        }
    }

    /// Makes the folder, and removes those that dead processes left.
    func makeTemporary() throws {
        collectAbandoned()
        try hold.withLock { hold in
            guard hold == nil else { return }
            try AtomicFile.makeFolder(NSTemporaryDirectory())
            do throws(SystemError) {
                hold = try OwnedFolder(making: temporary)
            } catch {
                throw WriteFailure(path: temporary, reason: "\(error)")
            }
        }
    }

    private func collectAbandoned() {
        _ = AbandonedFolders.collect(
            in: NSTemporaryDirectory(),
            prefix: Self.temporaryPrefix,
            now: Int(Date().timeIntervalSince1970)
        )
    }

    private static let temporaryPrefix = "moonlight-"

    /// Removes the workspaces.
    func clean() {
        hold.withLock { hold in
            hold?.remove()
            hold = nil
        }
    }

    var loader: ScenarioLoader { ScenarioLoader(workingDirectory: workingDirectory) }
}
