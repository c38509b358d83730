/// A signal that a process can be sent, by the name that a shell has for it.
package enum ProcessSignal: String, Sendable, CaseIterable {
    case hangUp = "SIGHUP"
    case interrupt = "SIGINT"
    case quit = "SIGQUIT"
    case abort = "SIGABRT"
    case kill = "SIGKILL"
    case segmentationFault = "SIGSEGV"
    case pipe = "SIGPIPE"
    case alarm = "SIGALRM"
    case terminate = "SIGTERM"

    /// Its number, which is the same on every system.
    package var number: Int32 {
        switch self {
        case .hangUp: 1
        case .interrupt: 2
        case .quit: 3
        case .abort: 6
        case .kill: 9
        case .segmentationFault: 11
        case .pipe: 13
        case .alarm: 14
        case .terminate: 15
        }
    }
}

extension OperationFailure {
    /// A program that a signal ended.
    package static func killed(by signal: ProcessSignal) -> OperationFailure {
        OperationFailure(
            kind: .process,
            message: "the process ended (signal \(signal.number))",
            isRetryable: false
        )
    }
}
