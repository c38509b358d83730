import Foundation
import TestSupport
import Testing

@Suite("A first signal leaves time, and a second none", .serialized, .timeLimit(.minutes(2)))
struct SecondSignalTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A program that says so when it is asked to go, and goes once a file comes.
    private let deaf = """
        process:
                  command: [sh, -c, "trap 'echo told > {scenario_dir}/told' TERM; echo $$ > {scenario_dir}/pids;
                    i=0; while [ ! -e {scenario_dir}/go -a $i -lt 6000 ]; do sleep 0.05; i=$((i + 1)); done; echo > {scenario_dir}/gone"]
                  grace: 1000s
        """

    private func write(_ rest: String) throws {
        try folder.write(
            "Scenarios/a.yaml",
            """
            name: deaf
            clock: real
            workflow: {phases: [{name: wait}]}
            agents:
              wait:
                \(deaf)
            \(rest)

            """
        )
    }

    private func start(_ arguments: [String]) throws -> Process {
        try Tool.start(
            Tool.path,
            arguments,
            in: folder.url,
            output: folder.url(of: "out"),
            errors: folder.url(of: "err")
        )
    }

    /// Interrupts the tool once its program waits, and again once that was told, or lets it go by itself.
    private func interrupt(_ arguments: [String], twice: Bool) throws {
        let process = try start(arguments)
        let pids = folder.numbers()
        #expect(pids.count == 1)
        process.interrupt()
        _ = folder.numbers(in: "told")
        #expect(folder.has("Scenarios/told"))
        #expect(pids.allSatisfy(Machine.isAlive))
        if twice { process.interrupt() } else { try folder.write("Scenarios/go", "") }
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        #expect(folder.has("Scenarios/gone") == !twice)
        #expect(!pids.contains(where: Machine.isAlive))
    }

    @Test("for the programs of a run in a process of its own", arguments: [false, true])
    func child(twice: Bool) throws {
        try write("runs: [{name: one, kill: {after: wait}}, {name: two, resume: one}]")
        try interrupt(["run", "--jobs", "1"], twice: twice)
        let output = try folder.text(of: "out")
        #expect(output.contains("one: cancelled, "), "\(output)")
        #expect(output.contains("moonlight resume "))
        #expect(!output.contains("without a word"))
    }

    @Test("for scenarios that are measured", arguments: [false, true])
    func measured(twice: Bool) throws {
        try write("runs: [{name: once}]")
        try interrupt(["bench", "--pairs", "2"], twice: twice)
    }

    @Test("for scenarios that are measured anew to confirm a suspect", arguments: [false, true])
    func confirmed(twice: Bool) throws {
        func write(_ place: String, _ seconds: String) throws {
            try folder.write(
                "\(place)Scenarios/a.yaml",
                """
                name: deaf
                clock: real
                workflow: {phases: [{name: wait}]}
                agents: {wait: {process: {command: [sleep, "\(seconds)"]}}}
                runs: [{name: once}]

                """
            )
        }
        try write("old/", "0.01")
        for (name, seconds) in [("before", "0.01"), ("after", "0.1")] {
            try write("", seconds)
            let bench = try Tool.run(["bench", "--pairs", "6", "--save", name], in: folder.url)
            #expect(bench.code == 0, "\(bench.errors)")
        }
        try self.write("runs: [{name: once}]")
        let arguments = ["compare", "before", "after", "--confirm", "--base-dir", "old"]
        try interrupt(arguments, twice: twice)
    }

    @Test(
        "a command that is measured, and one before it, is killed at once",
        arguments: ["--command", "--setup", "--prepare"]
    )
    func command(option: String) throws {
        try folder.write("Scenarios/none", "")
        // It has two seconds, and needs less.
        let line = """
            trap 'echo told > Scenarios/told; sleep 1.5; echo > Scenarios/late; exit' TERM; \
            echo $$ > Scenarios/pids; i=0; while [ $i -lt 6000 ]; do sleep 0.05; i=$((i + 1)); done
            """
        let measured = option == "--command" ? [] : ["--command", "true"]
        let process = try start(["bench", "--pairs", "2"] + measured + [option, line])
        let pids = folder.numbers()
        process.interrupt()
        _ = folder.numbers(in: "told")
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        #expect(!pids.contains(where: Machine.isAlive))
        #expect(!folder.has("Scenarios/late"))
    }

    @Test("a clean-up is killed at once, too")
    func cleanup() throws {
        try folder.write("Scenarios/none", "")
        let line = """
            trap 'echo > Scenarios/late' TERM; echo $$ > Scenarios/pids; \
            i=0; while [ $i -lt 6000 ]; do sleep 0.05; i=$((i + 1)); done
            """
        let process = try start(["bench", "--pairs", "2", "--command", "true", "--cleanup", line])
        let pids = folder.numbers()
        // Signals that come at the same time are one.
        while process.isRunning {
            process.interrupt()
            usleep(100_000)
        }
        #expect(process.terminationStatus == 130)
        #expect(!pids.contains(where: Machine.isAlive))
        #expect(!folder.has("Scenarios/late"))
    }

    @Test("a fault that kills at every event does not keep the tool from ending")
    func killing() throws {
        try folder.write(
            "Scenarios/a.yaml",
            """
            name: killed for ever
            clock: real
            workflow: {phases: [{name: wait}]}
            agents: {wait: {process: {command: [sh, -c, "echo $$ > {scenario_dir}/pids; sleep 300"]}}}
            faults: [{id: k, at: process, when: {after: 4}, inject: kill, expect: any}]
            runs: [{name: once}]

            """
        )
        let process = try start(["run"])
        let pids = folder.numbers()
        process.terminate()
        process.waitUntilExit()
        #expect(process.terminationStatus == 143)
        #expect(!pids.contains(where: Machine.isAlive))
    }
}
