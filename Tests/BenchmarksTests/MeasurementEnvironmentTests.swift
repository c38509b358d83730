import Testing

@testable import Benchmarks

@Suite("The environment of a measurement")
struct MeasurementEnvironmentTests {
    @Test("this machine has a full fingerprint, the same each time")
    func current() {
        let environment = MeasurementEnvironment.current()
        #expect(environment.cores >= 1)
        let texts = [
            environment.cpu, environment.kernel, environment.os, environment.toolchain,
        ]
        #expect(texts.allSatisfy { !$0.isEmpty })
        #expect(environment == MeasurementEnvironment.current())
        #expect(environment.differences(from: environment).isEmpty)
    }

    @Test("each difference is named")
    func differences() {
        #expect(
            Bench.environment.differences(from: Bench.otherEnvironment) == ["cores 2 / 8"]
        )
    }

    @Test(
        "only what tells machines apart counts",
        arguments: [
            ("Xeon 8370C CPU @ 2.80GHz", "6.1.0-13", true),
            ("Xeon  8370C CPU @ 2.793 GHz", "6.12.9", true),
            ("Xeon 8370C CPU", "6.1.0", true), ("Xeon 8380C CPU @ 2.80GHz", "6.1.0", false),
            ("Xeon 8370C CPU @ 2.80GHz", "5.15.0", false), ("Xeon 8370C CPU @ home", "6.1", false),
        ]
    )
    func bins(cpu: String, kernel: String, isAlike: Bool) {
        func environment(_ cpu: String, _ kernel: String, os: String) -> MeasurementEnvironment {
            MeasurementEnvironment(
                cpu: cpu,
                cores: 2,
                kernel: kernel,
                os: os,
                toolchain: os,
                configuration: .release
            )
        }
        let here = environment("Xeon 8370C CPU @ 2.80GHz", "6.1.0", os: "Debian 12")
        let there = environment(cpu, kernel, os: "Debian 13")
        #expect(here.differences(from: there).isEmpty == isAlike)
    }

    @Test("a debug build and another number of cores are named")
    func named() {
        let debug = MeasurementEnvironment(
            cpu: "Z80",
            cores: 4,
            kernel: "7.0",
            os: "Debian 12",
            toolchain: "Swift 6.3",
            configuration: .debug
        )
        #expect(
            Bench.environment.differences(from: debug) == [
                "cores 2 / 4", "kernel 6.1.0 / 7.0", "configuration release / debug",
            ]
        )
    }

    @Test(
        "the processor is read from its line",
        arguments: [
            ("processor\t: 0\nmodel name\t: Fast CPU @ 3:1\n", "Fast CPU @ 3:1"),
            ("CPU part\t: 0xd0c\nModel\t\t: Board 5\n", "Board 5"),
            ("CPU part\t: 0xd0c\n", "0xd0c"), ("model name\t:\n", nil), ("", nil),
        ] as [(String, String?)]
    )
    func processor(text: String, expected: String?) {
        #expect(MeasurementEnvironment.processor(in: text) == expected)
    }

    @Test("the distribution is read without its quotes")
    func distribution() {
        let text = "NAME=\"x\"\nPRETTY_NAME=\"Debian GNU/Linux 12\"\n"
        #expect(MeasurementEnvironment.distribution(in: text) == "Debian GNU/Linux 12")
        #expect(MeasurementEnvironment.distribution(in: "NAME=x\n") == nil)
    }
}
