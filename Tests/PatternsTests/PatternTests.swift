import Patterns
import Testing

@Suite("Patterns, matched in linear time")
struct PatternTests {
    private func isFound(_ pattern: String, in text: String) throws -> Bool {
        var steps = PatternSteps()
        let verdict: Bool? = try Pattern(pattern).isFound(in: text, steps: &steps)
        return try #require(verdict as Bool?)
    }

    @Test(
        "a pattern is found somewhere in a text",
        arguments: [
            ("b", "abc"), ("", ""), ("", "a"), ("^abc$", "abc"), ("a.c", "a-c"),
            ("[^[:space:]]", " x "),
            ("^fetched by [0-9]+", "fetched by 123"), (#"def \w+\(\)"#, "def main():"),
            ("(?i)straße", "STRAßE"), ("(?i:A)b", "ab"), ("(?m)^b$", "a\nb\nc"),
            ("(?s)a.b", "a\nb"),
            ("a{2,3}$", "caaa"), ("a{,2}b", "b"), ("^(a|bc){2}$", "abc"), ("x*?y", "xxy"),
            ("{port}", "{port}"), ("a{b}", "a{b}"), (#"\x41\u0042\u{43}"#, "ABC"),
            (#"\p{Lu}\p{Letter}"#, "Éa"), (#"^\w+$"#, "naïve_1"), (#"\bthe\b"#, "in the end"),
            (#"\bdon\b"#, "don't"), (#"a\Z"#, "a\n"), (#"\Aa\z"#, "a"), (#"^\R$"#, "\r\n"),
            ("(?<year>[0-9]{4})-(?:0|1)", "2026-11"), (#"[\]\-\^]+$"#, "]-^"), ("[a-]$", "-"),
            ("^(a*)*$", "aaa"), ("^(|a)+$", "aa"), ("[éü]", "ü"), ("日本", "in 日本"),
            ("a|b|", "c"), ("(a)(?i)B|C", "c"),
        ]
    )
    func found(pattern: String, text: String) throws {
        #expect(try isFound(pattern, in: text))
    }

    @Test(
        "a pattern that isn't there is not found",
        arguments: [
            ("b", "aac"), ("^b", "ab"), ("a$", "a\n"), ("a.b", "a\nb"), ("a.b", "a\rb"),
            ("^$", "a"),
            ("(?m)^c$", "a\nbc"), ("(?i:A)B", "ab"), ("a{2}", "aba"), (#"\d"#, "x²"),
            (#"\w"#, "- ."),
            (#"\bend\b"#, "ending"), (#"a\B"#, "a"), (#"a\z"#, "a\n"), ("[^a]", "aa"),
            ("[[:upper:]]", "é1"),
            (#"\p{Lu}"#, "é"), ("é", "e\u{301}"), ("^(a+)+$", "aaaa!"), ("(?-i)A", "a"),
            ("((?i)a)b", "AB"),
        ]
    )
    func notFound(pattern: String, text: String) throws {
        #expect(try !isFound(pattern, in: text))
    }

    @Test(
        "what only backtracking matches, and what is not a pattern, is refused with its place",
        arguments: [
            (
                #"(a)\1"#, 4,
                "a reference to a group isn't supported: patterns are matched in linear time"
            ),
            (
                #"(?<n>a)\k<n>"#, 8,
                "a reference to a group isn't supported: patterns are matched in linear time"
            ),
            ("a(?=b)", 2, "look-ahead isn't supported: patterns are matched in linear time"),
            ("a(?!b)", 2, "look-ahead isn't supported: patterns are matched in linear time"),
            ("(?<=a)b", 1, "look-behind isn't supported: patterns are matched in linear time"),
            ("(?<!a)b", 1, "look-behind isn't supported: patterns are matched in linear time"),
            ("(?>a)", 1, "an atomic group isn't supported: patterns are matched in linear time"),
            (
                "a*+", 3,
                "a possessive quantifier isn't supported: patterns are matched in linear time"
            ),
            ("(?x)a", 1, #"expected the flags i, m or s, as in (?i), or (?:...), found "(?x""#),
            ("(", 1, "this group isn't closed"), ("(?i", 1, "this group isn't closed"),
            ("a)", 2, "this ) closes no group"), ("[a", 1, "this class isn't closed"),
            ("[]a]", 1, #"this class is empty; a bracket in it is written \]"#),
            ("[a[b]]", 3, #"a [ in a class is written \["#),
            ("[z-a]", 2, "this range ends before it begins"),
            (#"[\d-z]"#, 2, "a range goes from one character to another"),
            ("[a&&b]", 3, #"&& in a class isn't supported; write \&"#),
            (
                "[[:word]", 2,
                #"expected a class such as [:alpha:], [:digit:] or [:space:], found "[:word""#
            ),
            ("*a", 1, "there is nothing before this * to repeat"),
            ("a|+", 3, "there is nothing before this + to repeat"),
            ("{2}", 1, "there is nothing before this count to repeat"),
            ("^*", 2, "there is nothing before this to repeat but a place"),
            ("a**", 3, "a repetition can't be repeated; put it in a group"),
            ("a{3,2}", 2, "the least of this repetition is more than its most"),
            ("a{1001}", 2, "a repetition counts to more than 1000"),
            ("a{99999999999999999999}", 2, "a repetition counts to more than 1000"),
            (#"a\"#, 2, "there is nothing after this backslash"),
            (#"\y"#, 1, #"\y isn't known; to match a \ itself write \\"#),
            (#"\u12"#, 1, #"expected the number of a character, such as \x41, \u0041 or \u{41}"#),
            (
                #"\u{D800}"#, 1,
                #"expected the number of a character, such as \x41, \u0041 or \u{41}"#
            ),
            (#"\p{Greek}"#, 1, #"expected a general category of Unicode such as \p{Lu} or \p{L}"#),
            (
                "((a{1000}){1000}){1000}", 1,
                "with its counts written out it has more than 10000 steps"
            ),
            (
                "(?:(?:a{1000}){1000}){1000}b*", 1,
                "with its counts written out it has more than 10000 steps"
            ),
        ]
    )
    func refused(pattern: String, position: Int, message: String) {
        #expect(throws: PatternProblem(at: position, message)) { try Pattern(pattern) }
    }

    @Test("groups that nest without end are refused, not a danger to the stack")
    func nesting() throws {
        let deep = String(repeating: "(", count: 100_000) + String(repeating: ")", count: 100_000)
        #expect(throws: PatternProblem(at: 101, "groups nest deeper than 100")) {
            try Pattern(deep)
        }
        _ = try Pattern(String(repeating: "(", count: 100) + String(repeating: ")", count: 100))
    }

    @Test(
        "patterns that ruin a backtracking matcher take steps in proportion to the text",
        arguments: [
            ("^(a+)+$", "!"), ("^(a|a)*$", "!"), ("(a|b|ab)*c", "!"), ("^(a?){50}a{50}$", "!"),
            ("(.*)(.*)(.*)(.*)(.*)x", "!"), (#"^(\w+\s?)*$"#, "!"), ("^((a*)*)*$", "b"),
        ]
    )
    func linear(pattern: String, end: String) throws {
        let pattern = try Pattern(pattern)
        func steps(_ length: Int) throws -> Int {
            let text = String(repeating: "a", count: length) + end
            let most = 1_000_000
            var steps = PatternSteps(most)
            #expect(pattern.isFound(in: text, steps: &steps) != nil)
            return most - steps.left
        }
        let (short, long) = (try steps(400), try steps(1600))
        #expect(long <= 5 * short)
    }

    @Test("what takes more steps than it may has no verdict, neither one nor the other")
    func exceeded() throws {
        let pattern = try Pattern("^(a+)+$")
        let text = String(repeating: "a", count: 1000)
        var few = PatternSteps(1000)
        #expect(pattern.isFound(in: text, steps: &few) == nil)
        #expect(few.left == 0)
        var enough = PatternSteps(10_000)
        #expect(pattern.isFound(in: text, steps: &enough) == true)
        // What is left serves the next text.
        var rest = enough
        _ = pattern.isFound(in: text, steps: &rest)
        #expect(rest.left < enough.left)
    }

    @Test("a pattern for the start of a text looks no further")
    func anchored() throws {
        var steps = PatternSteps(100)
        let text = String(repeating: "b", count: 10_000)
        #expect(try Pattern("^a|^(c+)").isFound(in: text, steps: &steps) == false)
    }

    @Test(
        "an alternation of thousands of long classes takes no longer at a place than a short one",
        .timeLimit(.minutes(1)),
        arguments: [("", 4000), ("(?i)", 4000), ("^", 1000)]
    )
    func manyClasses(flags: String, count: Int) throws {
        // Every second character of a stretch in each class, none of them in the text.
        let classes = (0..<1000).map { number in
            let members = (0..<500).map { #"\u{\#(String(0x1F000 + number + 2 * $0, radix: 16))}"# }
            return "[\(flags == "^" ? "^\\p{L}" : "")\(members.joined())]"
        }
        let prefix = flags == "^" ? "" : flags
        let pattern = try Pattern("\(prefix)(?:\(classes.joined(separator: "|")))x")
        var steps = PatternSteps()
        let text = String(repeating: "\u{4E00}\u{AC00}", count: count)
        #expect(pattern.isFound(in: text, steps: &steps) == false)
    }
}
