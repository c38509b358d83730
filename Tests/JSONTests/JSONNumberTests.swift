import JSON
import Testing

@Suite("Numbers of JSON")
struct JSONNumberTests {
    @Test(
        "a number is written with every digit that it has",
        arguments: [
            ("9007199254740993", "9007199254740993"),
            ("18446744073709551615", "18446744073709551615"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
            ("1.00000000000000000001", "1.00000000000000000001"), ("1e20", "100000000000000000000"),
            ("0.1", "0.1"), ("1.50", "1.5"), ("-0", "0"), ("-0.0e5", "0"), ("1e300", "1e+300"),
            ("1e-7", "1e-07"), ("2.5E+3", "2500"), ("1e999", "1e+999"),
            ("-12.5e-400", "-1.25e-399"),
            ("0.00000000000000000001234567890123456789", "1.234567890123456789e-20"),
            ("100", "100"),
        ]
    )
    func written(text: String, expected: String) throws {
        let number = try #require(JSONNumber(text))
        #expect(number.description == expected)
        #expect(JSONNumber(expected) == number)
    }

    @Test(
        "what JSON would not write is not a number",
        arguments: [
            "", "-", "01", "1.", ".1", "+1", "1e", "1e+", "0x1", "1_0", "NaN", "1e9999999999", "١",
        ]
    )
    func none(text: String) {
        #expect(JSONNumber(text) == nil)
    }

    @Test("numbers are ordered by their values, whatever their length")
    func order() throws {
        let sorted = try [
            "-1e400", "-9007199254740993", "-9007199254740992", "-1.5", "-1.25", "-1e-9", "0",
            "1e-400",
            "0.1", "0.12", "0.2", "1", "1.00000000000000000001", "9.99", "10", "9007199254740992",
            "9007199254740993", "1e30", "1e400",
        ].map { try #require(JSONNumber($0)) }
        #expect(sorted.reversed().sorted() == sorted)
        for (left, right) in zip(sorted, sorted.dropFirst()) {
            #expect(left < right && right > left)
        }
    }

    @Test(
        "two are equal where their values are",
        arguments: [
            ("1", "1.0", true), ("100", "1e2", true), ("0", "-0", true), ("1e-1", "0.1", true),
            ("9007199254740992", "9007199254740993", false), ("1", "1.00000000000000000001", false),
        ]
    )
    func equality(left: String, right: String, isEqual: Bool) throws {
        #expect((JSONNumber(left) == JSONNumber(right)) == isEqual)
    }

    @Test(
        "whole numbers that fit are whole numbers",
        arguments: [Int.min, -10, 0, 7, 1_000_000, .max]
    )
    func integers(value: Int) throws {
        #expect(JSONNumber(value).integer == value)
        #expect(JSONNumber("\(value)")?.integer == value)
        #expect(try #require(JSONNumber("\(value).5")).integer == nil)
        #expect(JSONNumber("9223372036854775808")?.integer == nil)
    }

    @Test(
        "a Double is the shortest decimal that denotes it",
        arguments: [0.1, -2.5, 1e300, 1e-300, 3]
    )
    func doubles(value: Double) {
        #expect(JSONNumber(value).double == value)
    }
}
