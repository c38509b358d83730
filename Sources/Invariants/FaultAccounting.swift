package import Workflows

/// A declared fault as a report has it.
package struct AccountedFault: Sendable, Equatable {
    /// Its id.
    package let id: String
    /// How often it fired, as it says itself.
    package let firings: Int
    /// What came of it, or why it never fired; `nil` where nothing says so.
    package let account: String?

    /// Takes down what a report says of a fault.
    package init(id: String, firings: Int, account: String?) {
        self.id = id
        self.firings = firings
        self.account = account
    }
}

/// Every declared fault has fired or is explained, and every firing is an event.
///
/// It takes up runs when they are over: what comes of a fault is known only when all are.
package struct FaultAccounting: Sendable {
    static let summary =
        "every declared fault fired and has an outcome, or there is a reason; every firing is an event"

    private struct Account {
        var count = 0
        var run = Event.Run(name: "")
        var sequence = 0
    }

    /// How often events say that each fault fired, and where they said it last.
    private var accounts: [String: Account] = [:]
    /// Whether every run came to the end that it was to have: others lose what was on its way.
    private var isWhole = true

    /// An account in which nothing fired.
    package init() {}

    /// Takes up a run that is over.
    package mutating func note(
        _ run: Event.Run,
        _ events: some Sequence<Event>,
        _ status: RunStatus
    ) {
        if status != .succeeded, status != .degraded { isWhole = false }
        for event in events where event.tag == .faultInjected {
            guard case .faultInjected(_, _, let fault, _) = event.kind else { continue }
            let count = accounts[fault]?.count ?? 0
            accounts[fault] = Account(count: count + 1, run: run, sequence: event.sequence)
        }
    }

    /// What is wrong with what is said of the scenario's faults.
    package func violation(in faults: [AccountedFault]) -> InvariantViolation? {
        let declared = Set(faults.map(\.id))
        if let (id, account) = accounts.filter({ !declared.contains($0.key) })
            .min(by: { $0.key < $1.key })
        {
            return violation(account, "the fault \"\(id)\" fired, and nobody declared it")
        }
        for fault in faults {
            let account = accounts[fault.id] ?? Account()
            if account.count > fault.firings || (isWhole && account.count < fault.firings) {
                let message =
                    "the fault \"\(fault.id)\" fired \(fault.firings) times, "
                    + "\(account.count) events say so"
                return violation(account, message)
            }
            if fault.account == nil {
                return violation(account, "nothing says what came of the fault \"\(fault.id)\"")
            }
        }
        return nil
    }

    private func violation(_ account: Account, _ message: String) -> InvariantViolation {
        InvariantViolation(account.run, account.sequence, message)
    }
}
