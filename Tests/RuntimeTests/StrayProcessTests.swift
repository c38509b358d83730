import Agents
import Foundation
import TestSupport
import Testing
import Workflows

@testable import Runtime

#if os(Linux)
/// Elsewhere processes are not listed.
@Suite("Programs that outlive the run that started them", .timeLimit(.minutes(1)), .serialized)
struct StrayProcessTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func sleeper(in directory: String, _ environment: [String: String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sleep")
        process.arguments = ["300"]
        process.environment = environment
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        try process.run()
        return process
    }

    @Test("they are known by the run's variable; others that work in its folder keep running")
    func bystanders() async throws {
        let workspace = try folder.folder("workspace")
        let strays = [
            try sleeper(in: "/", ["MOONLIGHT_WORKSPACE": workspace, "HOME": "/"]),
            try sleeper(in: workspace, ["A": "b", "MOONLIGHT_WORKSPACE": workspace]),
        ]
        let bystanders = [
            try sleeper(in: workspace, ["HOME": workspace]),
            try sleeper(in: workspace, ["HOME": "\(workspace)/deeper", "PWD": workspace]),
            try sleeper(in: "/", ["MOONLIGHT_WORKSPACE": "\(workspace)-2"]),
            try sleeper(in: "/", ["MOONLIGHT_WORKSPACE": "\(workspace)/inner"]),
            try sleeper(in: "/", ["NOT_MOONLIGHT_WORKSPACE": workspace]),
        ]
        StrayProcesses.end(of: workspace)
        for stray in strays {
            #expect(try await Machine.isGone(stray.processIdentifier))
        }
        for bystander in bystanders { #expect(bystander.isRunning) }
        for process in strays + bystanders {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
    }

    @Test("one without an environment is known by its session in the workspace")
    func session() async throws {
        let script = """
            env -i setsid sh -c 'echo $$ > \(folder.path)/daemon; exec sleep 300' \
            > /dev/null 2>&1 < /dev/null & until [ -s \(folder.path)/daemon ]; do sleep 0.02; done
            """
        let trace = await LiveWorld.below(folder).run(
            try .of([.init("a")]),
            agents: ["a": .process(.shell(script))]
        )
        #expect(trace.status == .succeeded)
        let daemon = try #require(try await folder.pid(in: "daemon"))
        #expect(try await Machine.isGone(daemon))
    }

    @Test("one whose session has lost its leader is left alone if the session is the tool's")
    func ownSession() async throws {
        let workspace = try folder.folder("workspace")
        let leader = Process()
        leader.executableURL = URL(fileURLWithPath: "/bin/sh")
        leader.arguments = [
            "-c", "setsid sh -c 'echo $$ > session; env -i sleep 300 & echo $! > sleeper'",
        ]
        leader.currentDirectoryURL = URL(fileURLWithPath: workspace)
        try leader.run()
        let session = try #require(try await folder.pid(in: "workspace/session"))
        let sleeper = try #require(try await folder.pid(in: "workspace/sleeper"))
        #expect(try await Machine.isGone(session))
        StrayProcesses.end(of: workspace, ownSession: session)
        #expect(kill(sleeper, 0) == 0)
        StrayProcesses.end(of: workspace)
        #expect(try await Machine.isGone(sleeper))
        leader.waitUntilExit()
    }

    @Test("an agent with its own home and folder leaves nothing behind")
    func elsewhere() async throws {
        let script = """
            cd /; setsid sh -c 'echo $$ > \(folder.path)/daemon; exec sleep 300' \
            > /dev/null 2>&1 < /dev/null & until [ -s \(folder.path)/daemon ]; do sleep 0.02; done
            """
        let agent = ProcessAgent.shell(
            script,
            environment: ["HOME": .value("/")],
            directory: "/"
        )
        let trace = await LiveWorld.below(folder).run(
            try .of([.init("a")]),
            agents: ["a": .process(agent)]
        )
        #expect(trace.status == .succeeded)
        let daemon = try #require(try await folder.pid(in: "daemon"))
        #expect(try await Machine.isGone(daemon))
    }
}
#endif
