// What there is to show of a run.
extension RunHost {
    /// Everything that there is to show of the run.
    package var finishedTrace: RunTrace {
        var finished = trace
        if keepsEvents { finished.events = step.events }
        finished.outputs = ask { $0.committedOutputs }
        finished.end(trace.status, trace.error, fallbacks: ask { $0.fallbacks })
        finished.wasCancelledWhileUndone = ask { $0.isCancelled }
        return finished
    }

    /// The same with what its agents did to the world.
    package func finishedTrace(_ ledger: EffectLedger?) -> RunTrace {
        var finished = finishedTrace
        guard let ledger, !ledger.isEmpty else { return finished }
        let isOpen = trace.status.awaitsMore
        finished.note(ledger, ask { $0.effectStanding(isOpen: isOpen) })
        return finished
    }
}
