import Testing

@testable import Workflows

@Suite("Events that come in pairs")
struct EventPairTests {
    /// What is open at the end, or was opened or closed twice.
    private func unpaired(_ rig: MachineRig) -> [String] {
        var open: Set<String> = []
        var found: [String] = []
        func begin(_ name: String) {
            if !open.insert(name).inserted { found.append("\(name) begins twice") }
        }
        func end(_ name: String) {
            if open.remove(name) == nil { found.append("\(name) ends without a beginning") }
        }
        for event in rig.events {
            let attempt = "\(event.phase?.name ?? "") \(event.attempt ?? 0)"
            switch event.kind {
            case .runStarted, .runResumed: begin("run")
            case .runEnded: end("run")
            case .phaseStarted(let phase): begin("phase \(phase)")
            case .phaseEnded(let phase, _): end("phase \(phase)")
            case .attemptStarted: begin("attempt \(attempt)")
            case .attemptSucceeded, .attemptFailed: end("attempt \(attempt)")
            default: break
            }
        }
        return found + (rig.machine.status == nil ? [] : open.map { "\($0) has no end" }.sorted())
    }

    @Test("each beginning of a run, a phase and an attempt has one end", arguments: ScriptedRun.all)
    func paired(run: ScriptedRun) throws {
        #expect(unpaired(try run.play()) == [])
    }
}
