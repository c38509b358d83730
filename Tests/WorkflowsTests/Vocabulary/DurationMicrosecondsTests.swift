import Testing
import Workflows

@Suite("Durations in microseconds")
struct DurationMicrosecondsTests {
    @Test("a duration too long for the number is held at its end instead of stopping the program")
    func saturates() {
        #expect(Duration.seconds(Int64.max).microseconds == Int.max)
        #expect(Duration.seconds(Int64.min).microseconds == Int.min)
    }

    @Test("a fraction of a microsecond is cut towards zero")
    func cuts() {
        #expect(Duration.nanoseconds(2999).microseconds == 2)
        #expect(Duration.nanoseconds(-2999).microseconds == -2)
    }

    @Test(
        "a number becomes a duration within 0 and the longest, halves rounded to even",
        arguments: [
            (0.5, 0), (1.5, 2), (2.5, 2), (-3, 0), (1e14, 100_000_000_000_000),
        ] as [(Double, Int)]
    )
    func clamps(value: Double, expected: Int) {
        #expect(Duration.microseconds(clamping: value) == .microseconds(expected))
    }

    @Test("what is not a number, or too large a one, is held too")
    func strange() {
        #expect(Duration.microseconds(clamping: .nan) == .zero)
        #expect(Duration.microseconds(clamping: .infinity) == .longest)
        #expect(Duration.microseconds(clamping: 1e300) == .longest)
    }
}
