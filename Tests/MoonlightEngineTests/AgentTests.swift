import Foundation
import MoonlightEngine
import TestSupport
import Testing

@Suite("Agents that are functions", .timeLimit(.minutes(1)))
struct AgentTests {
    let engine = Engine()

    private struct Echo: Agent {
        func perform(_ request: AgentRequest) async throws -> AgentAnswer {
            "\(request.phase) of \(request.requirements)"
        }
    }

    @Test("closures and types of one's own perform phases, and their outputs come by phase")
    func outputs() async throws {
        let result = try await engine.run(
            Phase("plan", agent: Echo()),
            Phase("write", needs: ["plan"]) { AgentAnswer($0.inputs["plan"]?.text ?? "nothing") }
        )
        #expect(result.status == .succeeded)
        #expect(
            result.outputs.mapValues(\.text).sorted { $0.key < $1.key }.map(\.value) == [
                "plan of a parser", "plan of a parser",
            ]
        )
        #expect(result.attempts == ["plan": 1, "write": 1])
        #expect(result.error == nil)
    }

    @Test("an agent is given its declared inputs and no others")
    func inputs() async throws {
        let notes = Notes()
        let result = try await engine.run(
            Phase("a") { _ in "1" },
            Phase("b") { _ in "2" },
            Phase("c", needs: ["a", "b"], inputs: ["b"]) { request in
                notes.add(request.inputs.keys.sorted().joined(separator: ","))
                return "3"
            }
        )
        #expect(result.status == .succeeded)
        #expect(notes.all == ["b"])
    }

    @Test("files go from phase to phase with their bytes")
    func files() async throws {
        let bytes: [UInt8] = [0, 0xFF, 0x80]
        let result = try await engine.run(
            Phase("write") { _ in
                AgentAnswer(
                    "two",
                    files: [.init(path: "b/raw", bytes: bytes), .init(path: "a", text: "A")]
                )
            },
            Phase("read", needs: ["write"]) { request in
                let files = request.inputs["write"]?.files ?? []
                return AgentAnswer(files.map(\.path).joined(separator: " "), files: files)
            }
        )
        #expect(result.text("read") == "a b/raw")
        #expect(result.outputs["read"]?.files.last?.bytes == bytes)
    }

    @Test("a file outside is refused", arguments: ["../x", "/x", "a//b", ""])
    func strayFile(path: String) async throws {
        let result = try await engine.run(
            Phase("write") { _ in AgentAnswer("", files: [.init(path: path, text: "")]) }
        )
        #expect(result.status == .failed)
        #expect(result.error?.cause.kind == "path_escape")
    }

    @Test("phases that do not need each other are performed at the same time")
    func parallel() async throws {
        let first = Gate()
        let second = Gate()
        let result = try await engine.run(
            Phase("a") { _ in
                first.open()
                await second.wait()
                return "a"
            },
            Phase("b") { _ in
                second.open()
                await first.wait()
                return "b"
            }
        )
        #expect(result.status == .succeeded)
    }

    @Test("a commit's dependants do not wait for another phase that is retried")
    func commitBesideRetry() async throws {
        let folder = try TemporaryFolder()
        let notes = Notes()
        let committed = Gate()
        let settings = PhaseSettings {
            $0.validators = [.contains("good")]
            $0.retry.maxRevisions = 1
        }
        let workflow = Workflow.of(
            Phase("a") { _ in "A" },
            Phase("b", settings: settings) { _ in
                guard notes.add("b") > 1 else { return "bad" }
                await committed.wait()
                return "good"
            },
            Phase("c", needs: ["a"]) { _ in
                committed.open()
                return "C"
            }
        )
        let engine = try Engine(state: folder.path)
        let result = try await engine.run(workflow, requirements: "")
        #expect(result.status == .succeeded)
        #expect(notes.all == ["b", "b"])
    }

    @Test("of many that begin together each can wait for all, and one over its time ends alone")
    func many() async throws {
        let late = PhaseSettings {
            $0.attemptTimeout = .milliseconds(20)
            $0.retry = .attempts(1)
            $0.retry.onExhausted = .degrade
            $0.fallback = "late"
        }
        let arrived = Notes()
        let all = Gate()
        let punctual = (1..<64).map { number in
            Phase("p\(number)") { _ in
                if arrived.add("here") == 63 { all.open() }
                await all.wait()
                return "met"
            }
        }
        let slow = Phase("slow", settings: late) { _ in
            try await Task.sleep(for: .seconds(3600))
            return "never"
        }
        let result = try await engine.run(
            Workflow("wide", phases: [slow] + punctual),
            requirements: ""
        )
        #expect(result.status == .degraded)
        #expect(result.degraded == ["slow"])
        #expect(result.outputs.values.count { $0.text == "met" } == 63)
    }

    @Test("agents' usage is added up by phase, failed validations included")
    func usage() async throws {
        let settings = PhaseSettings { $0.validators = [.contains("good")] }
        let result = try await engine.run(
            Phase("a", settings: settings) { request in
                AgentAnswer(request.attempt == 1 ? "bad" : "good", tokens: 10, costMicros: 3)
            },
            Phase("b") { _ in "free" }
        )
        #expect(result.usage.keys.sorted() == ["a"])
        #expect(result.usage["a"]?.tokens == 20)
        #expect(result.usage["a"]?.costMicros == 6)
    }

    @Test("a heartbeat keeps a slow attempt alive, and silence ends it")
    func heartbeat() async throws {
        let settings = PhaseSettings {
            $0.heartbeatTimeout = .seconds(1)
            $0.retry = .attempts(1)
        }
        let alive = try await engine.run(
            Phase("a", settings: settings) { request in
                for _ in 0..<30 {
                    try await Task.sleep(for: .milliseconds(50))
                    request.heartbeat()
                }
                return "done"
            }
        )
        #expect(alive.status == .succeeded)
        let silent = try await engine.run(
            Phase("a", settings: settings) { _ in
                try await Task.sleep(for: .seconds(60))
                return "done"
            },
            id: "silent"
        )
        #expect(silent.status == .failed)
        #expect(silent.error?.cause.kind == "timeout")
    }

    @Test("a request can be made by hand, to test an agent")
    func request() async throws {
        let notes = Notes()
        let request = AgentRequest(run: "r", phase: "plan", requirements: "x") {
            notes.add("alive")
        }
        #expect(try await Echo().perform(request).output.text == "plan of x")
        #expect(request.idempotencyKey(2) == "r/plan/2")
        request.heartbeat()
        #expect(notes.all == ["alive"])
        let undo = AgentRequest(run: "r", phase: "plan", isCompensation: true)
        #expect(undo.idempotencyKey(0) == "r/plan/undo/0")
    }
}
