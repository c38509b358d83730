internal import Dispatch
internal import Foundation
internal import Locks
internal import Runtime

/// Ctrl-C and its like: calls work off instead of ending the program at once.
final class Interruption: Sendable {
    /// What a second signal demands: nothing has any time left then, undoing neither.
    let urgency = Urgency()
    private let signalNumber = Guarded<Int32>(0)

    /// The number of the signal that arrived; `nil` where none did.
    var arrived: Int32? {
        signalNumber.withLock { $0 == 0 ? nil : $0 }
    }

    /// What the signal that arrived is called.
    var name: String {
        switch arrived {
        case SIGINT: "SIGINT"
        case SIGTERM: "SIGTERM"
        case SIGHUP: "SIGHUP"
        default: "a signal"
        }
    }

    /// Performs work in its own task, which the first SIGINT, SIGTERM or SIGHUP cancels; another ends at once what takes
    /// its time over that.
    func watch<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value {
        let task = Task { await work() }
        let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [self] in
                let isFirst = signalNumber.withLock { arrived in
                    defer { if arrived == 0 { arrived = number } }
                    return arrived == 0
                }
                if !isFirst { urgency.demand() }
                task.cancel()
            }
            source.resume()
            return source
        }
        let value = await task.value
        for source in sources { source.cancel() }
        return value
    }

    /// The same of work that may fail.
    func watch<Value: Sendable>(
        attempting work: @escaping @Sendable () async throws -> Value
    ) async -> Result<Value, any Error> {
        await watch {
            do {
                return .success(try await work())
            } catch {
                return .failure(error)
            }
        }
    }

    /// A reader that goes away, and a file that may not grow, are errors of a write, not the end of the program.
    static func ignoreClosedPipes() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }
}
