import Testing

@testable import Benchmarks

@Suite("The machine's load")
struct MachineLoadTests {
    @Test(
        "the tasks of others that want to run are what /proc/loadavg says but for the one that asks",
        arguments: [
            ("0.10 0.20 0.30 1/345 678\n", 0), ("8.00 4.00 2.00 12/345 678\n", 11),
            ("0.10 0.20 0.30 0/345 678\n", 0), ("", nil), ("0.1 0.2 0.3 x/y 1\n", nil),
        ] as [(String, Int?)]
    )
    func runnable(text: String, expected: Int?) {
        #expect(LoadWatch.runnable(in: text) == expected)
    }

    @Test("steal is the hypervisor's share of the time that passed")
    func steal() throws {
        let first = try #require(ProcessorTimes("cpu  100 0 50 800 10 0 0 40 0 0\ncpu0 1 2 3\n"))
        let later = try #require(ProcessorTimes("cpu  150 0 60 820 10 0 0 60 0 0\n"))
        #expect(later.stolen(since: first) == 0.2)
        #expect(first.stolen(since: first) == 0)
        #expect(ProcessorTimes("intr 1 2 3\n") == nil)
        #expect(ProcessorTimes("cpu  1 2 3\n") == nil)
    }

    @Test("above one task of others a core, or much steal, samples are doubtful")
    func doubt() {
        #expect(MachineLoad(runnable: 2, steal: 0.05).doubt(cores: 2) == nil)
        #expect(
            MachineLoad(runnable: 2.255, steal: 0.2).doubt(cores: 2)
                == "the machine was busy: 2.26 tasks of others wanted to run on 2 cores, on average; "
                + "the hypervisor took 20.00 % of the processors' time"
        )
    }
}
