internal import Agents
internal import Foundation
internal import Storage
internal import Workflows

// What the agents of a run do to the world.
extension LiveLoop {
    /// What a simulated agent does in a call, where that is anything.
    func deed(of id: CallID, _ host: RunHost) -> LiveDeed? {
        guard simulated.haveEffects else { return nil }
        let acts = simulated.acts(of: id, discards: host.discards(of: id.phase))
        return acts.isEmpty
            ? nil : LiveDeed(acts: acts, owner: order.run.effectsOwner, shared: shared)
    }

    /// The file into which a program writes what it does.
    mutating func effectsFile(of id: CallID, _ host: RunHost) throws(OperationFailure) -> String {
        let folder = effectFolder ?? temporaryEffects
        effectFolder = folder
        do throws(StorageFailure) {
            let path = try folder.file(of: host.origin(of: id))
            // The program works elsewhere.
            return path.hasPrefix("/")
                ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
        } catch {
            throw OperationFailure(
                kind: EngineFailure.ioError.rawValue,
                message: "\(error)",
                isRetryable: false
            )
        }
    }

    /// Where nothing outlives the world.
    private var temporaryEffects: EffectFolder {
        EffectFolder("\(shared.effectsFolder)-\(Digest(of: order.run.effectsOwner).short)")
    }

    /// What the agents did in this execution of the run and those before it, now that all have ended.
    func takeEffects(_ host: RunHost) -> EffectLedger? {
        let owner = order.run.effectsOwner
        var acts = shared.takeEffects(of: owner, isLast: host.trace.status.isFinal)
        guard let folder = effectFolder else { return acts.isEmpty ? nil : EffectLedger(acts) }
        let secrets = shared.surroundings.secrets
        let read = folder.read(plan.phases.map(\.id)) { secrets.blanked($0) }
        folder.removeIfEmpty()
        acts += read.acts
        host.trace.unreadEffects = read.unread
        return acts.isEmpty ? nil : EffectLedger(acts)
    }
}
