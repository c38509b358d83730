package import Workflows

extension FaultType {
    /// Every type, in the order in which lists show them.
    package static let all: [FaultType] = [
        .rateLimit,
        .quotaExhausted,
        .overloaded,
        .serverError,
        .clientError,
        .auth,
        .contextLength,
        .contentFilter,
        .refusal,
        .quota,
        .failure,
        .latency,
        .hang,
        .crash,
        .ackLost,
        .allocate,
        .truncate,
        .empty,
        .slowFirstToken,
        .stall,
        .cleanCut,
        .abruptCut,
        .errorAfter200,
        .invalidJSON,
        .fencedJSON,
        .errorIn200,
        .wrongButValid,
        .stale,
        .pathEscape,
        .ioError,
        .noSpace,
        .slow,
        .tornWrite,
        .bitFlip,
        .lostFsync,
        .deliveredLate,
        .truncatedTail,
        .oldVersion,
        .kill,
        .pause,
        .restart,
        .signal,
        .falseMiss,
        .staleHit,
        .poison,
        .ttlSkew,
        .evict,
        .keyOmits,
        .clockJump,
        .clockBackwards,
        .clockDrift,
        .timerEarly,
        .timerLate,
        .permits,
        .fewerTokens,
        .lowerCost,
        .flip,
        .error,
    ]

    /// The types that act at a failpoint.
    package static func all(at failpoint: Failpoint) -> [FaultType] {
        all.filter { $0.places[failpoint] != nil }
    }

    /// The type of this name.
    package static func named(_ name: String) -> FaultType? { all.first { $0.name == name } }
}
