internal import CProcesses
internal import Foundation
internal import Locks

/// A shell that is ready to execute a command and waits for the word: its own start is in no measurement.
struct WaitingShell: ~Copyable {
    /// The shell: a child of this process.
    let process: pid_t
    /// The group of the shell and of all that it starts, unless that makes groups of its own.
    let group: pid_t
    /// The processor time that the shell has used so far, in microseconds.
    private let used: Int
    private let channel: Int32

    /// Only one at a time: for as long as a shell is handed over, this process adopts orphans.
    private static let turn = Guarded(())

    private init(process: pid_t, group: pid_t, channel: Int32) {
        self.process = process
        self.group = group
        self.channel = channel
        used = Self.processorTime(of: process)
    }

    /// Starts a shell for a command; standard input and output are `/dev/null`.
    static func start(
        _ command: ShellCommand,
        environment: [String: String],
        showsErrors: Bool
    ) throws(CommandFailure) -> WaitingShell {
        let (near, far) = try channel()
        do throws(CommandFailure) {
            let (keeper, process) = try turn.withLock { _ throws(CommandFailure) in
                var far: Int32? = far
                defer { if let far { close(far) } }
                guard cprocesses_adopt_orphans(1) == 0 else {
                    throw CommandFailure.latest("the system does not let orphans be adopted")
                }
                defer { _ = cprocesses_adopt_orphans(0) }
                let keeper = try spawn(command, environment, far ?? -1, showsErrors)
                // Now it is the shell's alone, so that its end shows.
                if let open = far.take() { close(open) }
                let process = id(from: near)
                kill(keeper, SIGKILL)
                wait(keeper)
                guard let process else {
                    throw CommandFailure("\(ShellCommand.shell) did not start")
                }
                return (keeper, process)
            }
            return WaitingShell(process: process, group: keeper, channel: near)
        } catch {
            close(near)
            throw error
        }
    }

    deinit { close(channel) }

    /// Lets the command begin, and waits until it has ended; gives the time between in microseconds.
    ///
    /// It stays a process that has ended until `reap`, so that the numbers of process and group are nobody else's.
    func execute(_ clock: ContinuousClock) -> Int {
        let start = clock.now
        var word = UInt8(ascii: "\n")
        while send(channel, &word, 1, Self.silent) < 0, errno == EINTR {}
        var information = siginfo_t()
        while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let (seconds, attoseconds) = start.duration(to: clock.now).components
        return Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
    }

    /// What the kernel has counted until its end.
    consuming func reap(duration: Int) throws(CommandFailure) -> CommandUsage {
        var status: Int32 = 0
        var usage = rusage()
        while wait4(process, &status, 0, &usage) < 0 {
            guard errno == EINTR else { throw CommandFailure.latest("wait4") }
        }
        let processor = usage.ru_utime.microseconds + usage.ru_stime.microseconds
        let signal = status & 0x7f
        return CommandUsage(
            duration: duration,
            processor: max(0, processor - used),
            memory: Int(usage.ru_maxrss) * Self.memoryUnit,
            ending: signal == 0 ? .exited(status >> 8 & 0xff) : .signalled(signal)
        )
    }

    #if canImport(Darwin)
    private static let memoryUnit = 1
    private static let silent: Int32 = 0
    #else
    private static let memoryUnit = 1024
    /// A shell that is gone is no signal for this process.
    private static let silent = Int32(MSG_NOSIGNAL)
    #endif

    private static func channel() throws(CommandFailure) -> (near: Int32, far: Int32) {
        var ends: [Int32] = [-1, -1]
        #if canImport(Darwin)
        let kind = SOCK_STREAM
        #else
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        #endif
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw CommandFailure.latest("socketpair")
        }
        return (ends[0], ends[1])
    }

    /// The number that the shell writes, on a line of its own; `nil` where it writes none.
    private static func id(from channel: Int32) -> pid_t? {
        var text = ""
        var byte: UInt8 = 0
        while text.utf8.count < 20 {
            let count = read(channel, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return nil }
            if byte == UInt8(ascii: "\n") { return pid_t(text) }
            text.unicodeScalars.append(Unicode.Scalar(byte))
        }
        return nil
    }

    private static func wait(_ process: pid_t) {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }

    private static func processorTime(of process: pid_t) -> Int {
        var clock = clockid_t()
        var time = timespec()
        guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else {
            return 0
        }
        return Int(time.tv_sec) * 1_000_000 + Int(time.tv_nsec) / 1000
    }
}

extension timeval {
    fileprivate var microseconds: Int { Int(tv_sec) * 1_000_000 + Int(tv_usec) }
}

extension CommandFailure {
    /// What the latest call of the system says.
    static func latest(_ what: String) -> CommandFailure {
        number(errno, what)
    }

    /// What a number of the system says.
    static func number(_ number: Int32, _ what: String) -> CommandFailure {
        CommandFailure("\(what): \(String(cString: strerror(number)))")
    }
}
