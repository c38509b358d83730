import Agents
import Faults
import TestSupport
import Workflows

extension KillShape {
    static let all: [KillShape] = [revised, rolledBack, compensated, degraded, outlasted]
        .compactMap { make in try? make() }

    /// Twenty phases, of which some fail at first, and a review that sends work back once.
    static func revised() throws -> KillShape {
        let tail = (1...12).map { number in
            Workflow.Phase(
                PhaseID("t\(number)"),
                needs: number == 1 ? ["reviewer"] : [PhaseID("t\(number - 1)")]
            )
        }
        let phases: [Workflow.Phase] = [
            .init("s1"), .init("s2", needs: ["s1"]), .init("s3", needs: ["s1"]),
            .init("s4", needs: ["s2", "s3"]), .init("coder", needs: ["s4"]),
            .init("docs", needs: ["coder"]), .init("lint", needs: ["coder"]),
            .init("reviewer", needs: ["coder", "lint"]),
        ]
        let plan = try plan(phases + tail) { configuration in
            configuration.phase("reviewer") { phase in
                phase.onRejected = .init(revise: "coder", max: 1)
                phase.validators = [.contains("approved")]
            }
        }
        let refusal = HealthyRuns.fault(
            "limit",
            RateLimit(retryAfter: .milliseconds(700))
        ) { selector in
            selector.phase = "t5"
            selector.attempt = 1...2
        }
        // Refused before it says anything: the first answer is still to come.
        let error = HealthyRuns.fault("error", ServerError()) { selector in
            selector.phase = "reviewer"
            selector.attempt = 1...1
        }
        let crashes = ["s2", "lint", "t3", "t7"].map { crash($0, 1...1) }
        return KillShape(
            testDescription: "twenty phases with retries and a revision",
            plan: plan,
            faults: crashes + [refusal, error],
            isStateless: false
        ) { state in
            var agents = agents(of: plan)
            let made = state.phases["coder"]?.commit?.output.text
            // Version 2 is what the coder produces after the review, and what the reviewer approves.
            let isRevised = made == "version 2" || state.feedback["coder"] != nil
            agents["coder"] =
                made == nil && !isRevised
                ? agent(300, "version 1", "version 2") : agent(300, "version 2")
            agents["reviewer"] =
                isRevised ? agent(200, "approved") : agent(200, "use tabs", "approved")
            return agents
        }
    }

    /// A diamond next to a slow branch, whose end fails and goes back to one of the diamond's sides.
    static func rolledBack() throws -> KillShape {
        let phases: [Workflow.Phase] = [
            .init("a"), .init("b", needs: ["a"]), .init("c", needs: ["a"]),
            .init("d", needs: ["b", "c"]), .init("e", needs: ["d"]),
            .init("slow"), .init("after", needs: ["slow"]),
        ]
        let plan = try plan(phases) { configuration in
            configuration.rollback = .to("b")
            configuration.phase("d") { phase in
                phase.retry.maxAttempts = 2
                phase.retry.onExhausted = .rollback
            }
        }
        return KillShape(
            testDescription: "a diamond with a rollback to a phase",
            plan: plan,
            faults: [crash("d", 1...2), crash("c", 1...1)],
            isStateless: true
        ) { _ in
            var agents = agents(of: plan)
            agents["slow"] = agent(2500, "slow done")
            return agents
        }
    }

    /// A chain and a branch that are undone, because what depends on both always fails.
    static func compensated() throws -> KillShape {
        let phases: [Workflow.Phase] = [
            .init("a"), .init("b", needs: ["a"]), .init("plain", needs: ["b"]),
            .init("c", needs: ["plain"]), .init("side"), .init("last", needs: ["c", "side"]),
            .init("never", needs: ["last"]),
        ]
        let plan = try plan(phases) { configuration in
            configuration.rollback = .compensate
            for phase in ["a", "b", "c", "side"] {
                configuration.phase(PhaseID(phase)) { $0.compensation = "undo \(phase)" }
            }
            configuration.phase("last") { phase in
                phase.retry.maxAttempts = 2
                phase.retry.onExhausted = .rollback
            }
        }
        return KillShape(
            testDescription: "a run that is undone",
            plan: plan,
            faults: [crash("last"), crash("b", 1...1, agent: "undo b")],
            isStateless: true
        ) { _ in
            var agents = agents(of: plan)
            // Committed after phases that are listed later in the plan.
            agents["side"] = agent(450, "side done")
            return agents
        }
    }

    /// A phase that takes its fallback, and others that continue with it.
    static func degraded() throws -> KillShape {
        let phases: [Workflow.Phase] = [
            .init("a"), .init("broken", needs: ["a"]), .init("b", needs: ["broken"]),
            .init("side"), .init("c", needs: ["broken", "side"]), .init("d", needs: ["b", "c"]),
        ]
        let plan = try plan(phases) { configuration in
            configuration.phase("broken") { phase in
                phase.retry.maxAttempts = 2
                phase.retry.onExhausted = .degrade
                phase.fallback = "fallback"
            }
        }
        return KillShape(
            testDescription: "a run with a degraded phase",
            plan: plan,
            faults: [crash("broken")],
            isStateless: true
        ) { _ in
            var agents = agents(of: plan)
            agents["side"] = agent(3000, "side done")
            return agents
        }
    }

    /// A branch that fails, with hooks all over, next to one that continues; then everything is undone.
    static func outlasted() throws -> KillShape {
        let phases: [Workflow.Phase] = [
            .init("a"), .init("b", needs: ["a"]), .init("c", needs: ["b"]),
            .init("s1"), .init("s2", needs: ["s1"]), .init("s3", needs: ["s2"]),
        ]
        let plan = try plan(phases) { configuration in
            configuration.failsFast = false
            configuration.maxConcurrentPhases = 2
            configuration.rollback = .compensate
            for phase in ["a", "b", "s1", "s3"] as [PhaseID] {
                configuration.phase(phase) { settings in
                    settings.compensation = "undo \(phase)"
                    settings.hooks = [.before, .after]
                }
            }
            configuration.phase("c") { phase in
                phase.retry.maxAttempts = 2
                phase.retry.onExhausted = .rollback
                phase.hooks = [.before, .onFailure]
            }
        }
        return KillShape(
            testDescription: "a run that outlasts a failure",
            plan: plan,
            faults: [crash("c"), crash("b", 1...1, agent: "undo b")],
            isStateless: true
        ) { _ in
            var agents = agents(of: plan)
            agents["s2"] = agent(2500, "slow")
            return agents
        }
    }
}
