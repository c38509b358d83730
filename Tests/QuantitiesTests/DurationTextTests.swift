import Quantities
import Testing
import Workflows

@Suite("Durations as text")
struct DurationTextTests {
    @Test(
        "the shortest exact form is written",
        arguments: [
            (0, "0s"), (1, "1us"), (999, "999us"), (1000, "1ms"), (1500, "1.5ms"),
            (250_000, "250ms"), (999_999, "999.999ms"), (1_000_000, "1s"), (1_500_000, "1.5s"),
            (1_000_001, "1.000001s"), (90_000_000, "90s"), (60_000_000, "1m"),
            (5_400_000_000, "90m"), (3_600_000_000, "1h"), (86_400_000_000, "24h"),
            (-1, "-1us"), (-1500, "-1.5ms"), (-500_000, "-500ms"), (-1_500_000, "-1.5s"),
        ] as [(Int, String)]
    )
    func text(microseconds: Int, expected: String) {
        #expect(DurationText.text(.microseconds(microseconds)) == expected)
    }

    @Test(
        "people read minutes and hours, exactly",
        arguments: [
            (0, "0s"), (1500, "1.5ms"), (59_999_999, "59.999999s"), (60_000_000, "1m"),
            (73_000_000, "1m13s"), (73_500_000, "1m13.5s"), (63_000_001, "1m03.000001s"),
            (3_600_000_000, "1h"), (3_660_000_000, "1h01m"), (3_607_500_000, "1h00m07.5s"),
            (90_061_000_000, "25h01m01s"), (-73_000_000, "-1m13s"),
            (Int.max, "2562047788h00m54.775807s"),
        ] as [(Int, String)]
    )
    func clock(microseconds: Int, expected: String) {
        #expect(DurationText.clock(.microseconds(microseconds)) == expected)
    }

    @Test("what is shorter than a microsecond is cut")
    func nanoseconds() {
        #expect(DurationText.text(.nanoseconds(1999)) == "1us")
        #expect(DurationText.text(.nanoseconds(999)) == "0s")
    }

    @Test(
        "seconds have as many places as asked for, cut and never rounded up",
        arguments: [
            (1_999_999, 3, "1.999"), (1_999_999, 6, "1.999999"), (1_999_999, 1, "1.9"),
            (0, 3, "0.000"), (5_000_000, 3, "5.000"), (1, 6, "0.000001"), (1, 3, "0.000"),
            (-1_500_000, 3, "-1.500"), (-500_000, 3, "-0.500"), (61_000_000, 2, "61.00"),
        ] as [(Int, Int, String)]
    )
    func seconds(microseconds: Int, places: Int, expected: String) {
        #expect(
            DurationText.seconds(.microseconds(microseconds), places: places) == expected
        )
    }

    @Test(
        "seconds without places have no point"
    )
    func wholeSeconds() {
        #expect(DurationText.seconds(.milliseconds(5999), places: 0) == "5")
        #expect(DurationText.seconds(.milliseconds(5999), places: 9) == "5.999000")
    }
}
