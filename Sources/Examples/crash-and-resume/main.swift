// A workflow of two phases with a journal in a folder. With --crash the process kills itself
// as soon as the first phase is committed; started again, it resumes from there.
//
//     swift run crash-and-resume /tmp/article --crash
//     swift run crash-and-resume /tmp/article

import Foundation
import MoonlightEngine

let arguments = CommandLine.arguments.dropFirst()
let folder = arguments.first { !$0.hasPrefix("--") } ?? ""
if folder.isEmpty {
    print("usage: crash-and-resume <folder> [--crash]")
    exit(64)
}

/// Stands for an effect that must happen once, such as a payment: appends a line to a file.
func publish(_ request: AgentRequest) throws {
    let path = "\(folder)/effects"
    let done = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let line = request.idempotencyKey(0) + "\n"
    if !done.contains(line) { try Data((done + line).utf8).write(to: URL(filePath: path)) }
}

// Agents are asynchronous functions; here they would ask a model.
var outline = Phase("outline") { request in
    try publish(request)
    return "beginning, middle, end of \(request.requirements)"
}

let article = Phase("article", needs: ["outline"]) { request in
    try publish(request)
    return "An article with \(request.inputs["outline"]?.text ?? "no outline")."
}

// The hook runs when the commit is on the disk; SIGKILL leaves nobody time to tidy up.
if arguments.contains("--crash") {
    outline.settings.hooks.after = { _ in kill(getpid(), SIGKILL) }
}

let engine = try Engine(state: folder)
let workflow = Workflow("article", phases: [outline, article])
let topic = "the moon"

let result = try await engine.runOrResume(workflow, requirements: topic, id: "demo")

print("\(result.status): \(result.outputs["article"]?.text ?? "no article")")
print("restored:", result.restored.sorted())
print("executed:", result.attempts.keys.sorted())
