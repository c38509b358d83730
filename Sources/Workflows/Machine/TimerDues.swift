/// When the timers of one phase are due.
struct TimerDues: Sendable {
    var attempt = Duration.zero
    var heartbeat = Duration.zero
    var backoff = Duration.zero
}
