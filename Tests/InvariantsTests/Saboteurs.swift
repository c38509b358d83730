import Invariants
import Testing
import Workflows

extension Saboteur {
    static let all =
        oneEnding + dependencyOrder + attemptBudget + backoffBounds + cacheHonesty
        + committedOnce + compensationOrder + corruptionClosed

    private static let oneEnding = [
        Saboteur("the run has no end", breaks: .oneEnding) { $0.first.removeLast() },
        Saboteur("the run has no beginning", breaks: .oneEnding) { $0.first.removeFirst() },
        Saboteur("the run ends twice", breaks: .oneEnding) { tampered in
            let end = try #require(tampered.first.last)
            tampered.first.append(end)
        },
        Saboteur("the run begins twice", breaks: .oneEnding) { tampered in
            let start = try #require(tampered.first.first)
            tampered.first.insert(start, at: 1)
        },
        Saboteur("the time goes back", breaks: .oneEnding) { tampered in
            tampered.first[tampered.first.count - 1].time = .zero
        },
        Saboteur("an event is missing from the line", breaks: .oneEnding) { $0.gap = 3 },
        Saboteur("the run left nothing", breaks: .oneEnding) { $0.second = [] },
    ]

    private static let dependencyOrder = [
        Saboteur("code starts before plan is committed", breaks: .dependencyOrder) { tampered in
            let commit = try tampered.place {
                if case .phaseCommitted("plan", _, _) = $0 { true } else { false }
            }
            let kind = tampered.first.remove(at: commit).kind
            tampered.insert([kind], at: tampered.first.count - 1)
        },
        Saboteur("code starts on a result that was discarded", breaks: .dependencyOrder) {
            let turn = try $0.place { $0 == .phaseStarted("code") }
            let commit = try $0.place {
                if case .phaseCommitted("plan", _, _) = $0 { true } else { false }
            }
            guard case .phaseCommitted(let plan, let digest, _) = $0.first[commit].kind else {
                return
            }
            $0.insert([.phaseDiscarded(plan, digest: digest)], at: turn)
            $0.insert([.phaseCommitted(plan, digest: digest)], at: $0.first.count - 1)
        },
        Saboteur("test is called before its turn", breaks: .dependencyOrder) { tampered in
            tampered.insert(
                [.phaseStarted("test"), .phaseEnded("test", status: .cancelled)],
                at: 1
            )
        },
    ]

    private static let attemptBudget = [
        Saboteur("a fourth attempt follows three failures", breaks: .attemptBudget) { tampered in
            let place = try tampered.place {
                if case .attemptSucceeded("code", _, _, _, _) = $0 { true } else { false }
            }
            let failure = OperationFailure(kind: "server_error", message: "")
            tampered.insert(
                [
                    .attemptFailed("code", attempt: 3, failure: failure),
                    .attemptStarted("code", attempt: 4, truncatedBytes: 0),
                ],
                at: place
            )
        },
        Saboteur("a final failure is tried again", breaks: .attemptBudget) { tampered in
            try tampered.changeFailure(ofAttempt: 1) { $0.isRetryable = false }
        },
        Saboteur("rejections are tried again too often", breaks: .attemptBudget) { tampered in
            let place = try tampered.place {
                if case .attemptSucceeded("plan", _, _, _, _) = $0 { true } else { false }
            }
            let finding = ValidationFinding(.contains("x"), "expected x")
            let tries = (1...3).flatMap { attempt -> [Event.Kind] in
                [
                    .validationFailed("plan", attempt: attempt, finding: finding),
                    .attemptStarted("plan", attempt: attempt + 1, truncatedBytes: 0),
                ]
            }
            tampered.insert(tries, at: place)
        },
    ]

    private static let backoffBounds = [
        Saboteur("a delay is shorter than was asked for", breaks: .backoffBounds) { tampered in
            try tampered.changeDelay(beforeAttempt: 3, to: .seconds(2))
        },
        Saboteur("a delay is longer than the policy's longest", breaks: .backoffBounds) {
            try $0.changeDelay(beforeAttempt: 2, to: .milliseconds(100_001))
        },
        Saboteur("an attempt starts before its delay is over", breaks: .backoffBounds) { tampered in
            let place = try tampered.place {
                if case .attemptStarted("code", 2, _) = $0 { true } else { false }
            }
            tampered.first[place].time -= .microseconds(1)
        },
    ]

    private static let cacheHonesty = [
        Saboteur("the cache gives what nobody committed", breaks: .cacheHonesty) { tampered in
            for place in tampered.second.indices {
                guard case .cacheHit("code", _, _) = tampered.second[place].kind else { continue }
                tampered.second[place].kind = .cacheHit("code", digest: Digest(of: "forged"))
            }
        },
        Saboteur("the cache gives another phase's result", breaks: .cacheHonesty) { tampered in
            for place in tampered.second.indices {
                guard case .cacheHit("code", let digest, _) = tampered.second[place].kind else {
                    continue
                }
                tampered.second[place].kind = .cacheHit("test", digest: digest)
            }
        },
        Saboteur("the cache gives what was discarded", breaks: .cacheHonesty) { tampered in
            let place = try tampered.place {
                if case .phaseCommitted("review", _, _) = $0 { true } else { false }
            }
            guard case .phaseCommitted(_, let digest, _) = tampered.first[place].kind else {
                return
            }
            tampered.insert(
                [.phaseDiscarded("review", digest: digest)],
                at: tampered.first.count - 1
            )
        },
        Saboteur("a hit comes before the commit", breaks: .cacheHonesty) { tampered in
            let place = try tampered.place {
                if case .cacheMissed("plan", _) = $0 { true } else { false }
            }
            tampered.first[place].kind = .cacheHit("plan", digest: Digest(of: "early"))
        },
        Saboteur("a narrowed key gives what was made of other inputs", breaks: .cacheHonesty) {
            for place in $0.second.indices {
                guard case .cacheHit("code", let digest, _) = $0.second[place].kind else {
                    continue
                }
                let inputs = Digest(of: "changed")
                $0.second[place].kind = .cacheHit("code", digest: digest, inputs: inputs)
            }
        },
    ]

    private static let committedOnce = [
        Saboteur("a committed phase is executed again", breaks: .committedOnce) { tampered in
            tampered.insert(
                [.attemptStarted("plan", attempt: 2, truncatedBytes: 0)],
                at: tampered.first.count - 1
            )
        },
        Saboteur("a phase is committed twice", breaks: .committedOnce) { tampered in
            let place = try tampered.place {
                if case .phaseCommitted("review", _, _) = $0 { true } else { false }
            }
            let kind = tampered.first[place].kind
            tampered.insert([kind], at: tampered.first.count - 1)
        },
    ]

    private static let failure = OperationFailure(kind: "server_error", message: "")

    private static let rolledBack = Event.Kind.rolledBack(
        "review",
        policy: "compensate",
        to: nil,
        failure: failure
    )

    private static let compensationOrder = [
        Saboteur("the earlier commit is undone first", breaks: .compensationOrder) { tampered in
            tampered.insert(
                [
                    rolledBack, .compensationStarted("plan", attempt: 1),
                    .compensated("plan", attempt: 1, failure: nil),
                    .compensationStarted("code", attempt: 1),
                    .compensated("code", attempt: 1, failure: nil),
                ],
                at: tampered.first.count - 1
            )
        },
        Saboteur("a phase is undone twice", breaks: .compensationOrder) { tampered in
            tampered.insert(
                [
                    rolledBack, .compensationStarted("code", attempt: 1),
                    .compensated("code", attempt: 1, failure: nil),
                    .compensated("code", attempt: 1, failure: nil),
                ],
                at: tampered.first.count - 1
            )
        },
        Saboteur("a phase is undone without a failure", breaks: .compensationOrder) { tampered in
            tampered.insert(
                [.compensationStarted("code", attempt: 1)],
                at: tampered.first.count - 1
            )
        },
        Saboteur("what was never committed is undone", breaks: .compensationOrder) { tampered in
            tampered.insert([rolledBack, .compensationStarted("deploy", attempt: 1)], at: 1)
        },
    ]
    private static let resumed = Event.Kind.runResumed(
        workflow: "w",
        seed: 1,
        restored: 0,
        cutBytes: 0
    )

    private static let corruptionClosed = [
        Saboteur("a journal with an inverted bit is read", breaks: .corruptionClosed) { tampered in
            let flip = Event.Kind.faultInjected(nil, attempt: nil, fault: "f", effect: "bit_flip")
            tampered.insert([resumed, flip], at: tampered.first.count - 1)
        },
        Saboteur("code is restored from a torn commit", breaks: .corruptionClosed) { tampered in
            let place = try tampered.place {
                if case .phaseCommitted("code", _, _) = $0 { true } else { false }
            }
            let planned = try tampered.place {
                if case .phaseCommitted("plan", _, _) = $0 { true } else { false }
            }
            guard case .phaseCommitted(_, let code, _) = tampered.first[place].kind,
                case .phaseCommitted(_, let plan, _) = tampered.first[planned].kind
            else { return }
            tampered.first.remove(at: place)
            tampered.insert(
                [
                    .faultInjected("code", attempt: nil, fault: "f", effect: "torn_write"),
                    resumed, .phaseRestored("plan", digest: plan, isFallback: false),
                    .phaseRestored("code", digest: code, isFallback: false),
                ],
                at: place
            )
        },
    ]
}
