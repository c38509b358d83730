// What a user of the library does, one thing after the other; ends with 1 where one does not hold.
import Digest
import Foundation
import MoonlightEngine

nonisolated(unsafe) var failures = 0

func expect(_ what: String, _ holds: Bool) {
    print(holds ? "✔" : "✘", what)
    if !holds { failures += 1 }
}

let folder = URL(filePath: CommandLine.arguments.dropFirst().first ?? "state")

// A folder is a URL, and "~" is no folder.
let engine = try Engine(state: folder, seed: 7)
do throws(EngineError) {
    _ = try Engine(state: "~/state")
    expect("a path for shells is refused", false)
} catch {
    expect("a path for shells is refused", "\(error)".contains("only a shell"))
}

// Waits and timeouts unchanged, in no time; failures where they are wanted.
let busy = ProviderError(status: 429, body: "Please try again in 20s.")
let virtual = Engine.virtual(
    faults: [.fail("plan", call: 2, with: busy), .hang("write", attempt: 1)]
)
let first = try await virtual.run(digest(), requirements: "moon", id: "first")
expect("a hanging call meets its timeout of 30 s", first.attempts["write"] == 2)
let second = try await virtual.run(digest(), requirements: "sun", id: "second")
let retry = second.events.first { $0.kind == .retryScheduled }
expect("the second call is refused, and read as I read it", retry?.cause == .rateLimit)
expect("what the provider asks for is waited", second.duration >= .seconds(20))

// A workflow changed under test, by an answer that is a string.
var broken = digest()
let text = "no JSON"
broken[phase: "plan"] = Phase("plan") { _ in text }
let failed = try await virtual.run(broken, requirements: "moon")
do throws(RunFailure) {
    try failed.get()
    expect("a failure throws where I want it", false)
} catch {
    expect("a failure throws where I want it", error.failure?.cause.kind == .input)
}

// A simulated agent takes its time, the same for the same seed.
broken[phase: "write"].agent = .simulated(taking: .uniform(.seconds(1)...(.seconds(9)))) { _ in "W"
}
let durations = try await [3, 3, 4].asyncMap {
    try await Engine.virtual(seed: $0).run(broken, requirements: "", id: "drawn").duration
}
expect("one seed draws the same", durations[0] == durations[1] && durations[0] != durations[2])

// A crash, and going on with the same call.
let crashing = try Engine(state: folder, faults: [.crash(after: "plan")])
let died = try await crashing.runOrResume(digest(), requirements: "moon sun", id: "work")
expect("the process died after a commit", died.status == .interrupted)
let resumed = try await engine.runOrResume(digest(), requirements: "moon sun", id: "work")
expect("it goes on where it was", resumed.restored == ["plan"])
expect("typed inputs", resumed.outputs["write"]?.text == "moon and sun")
do throws(EngineError) {
    _ = try await engine.runOrResume(digest(), requirements: "stars", id: "work")
    expect("other requirements are refused", false)
} catch {
    expect("other requirements are refused", "\(error)".contains("requirements"))
}

// A run that is watched and cancelled.
var slow = digest()
slow[phase: "write"].agent = FunctionAgent { _ in
    try await Task.sleep(for: .seconds(3600))
    return "late"
}
let run = try engine.start(slow, requirements: "moon", id: UUID().uuidString)
for await event in run.events where event.kind == .attemptStarted && event.phase == "write" {
    run.cancel()
}
expect("a run is watched and cancelled", await run.result().status == .cancelled)
exit(failures == 0 ? 0 : 1)

extension Sequence where Self: Sendable, Element: Sendable {
    func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
