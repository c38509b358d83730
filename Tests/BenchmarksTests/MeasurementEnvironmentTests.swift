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
