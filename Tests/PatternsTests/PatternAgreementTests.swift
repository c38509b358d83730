import Patterns
import TestSupport
import Testing
import _StringProcessing

/// Patterns and texts of which Swift's own engine is asked too.
///
/// Left out is where the two are meant to differ: word boundaries, which Swift finds in apostrophes, carriage returns
/// and combining marks, which it takes with their neighbours, and numbers that are not decimal digits.
@Suite("Patterns as Swift's Regex understands them")
struct PatternAgreementTests {
    @Test("both find the same, and refuse the same", arguments: 1...20 as ClosedRange<UInt64>)
    func agreement(seed: UInt64) throws {
        var generator = PatternGenerator(seed: seed)
        var (found, refused) = (0, 0)
        for _ in 0..<100 {
            let source = generator.pattern(depth: 2)
            let reference = try? Regex(source)
            let pattern = try? Pattern(source)
            #expect((reference == nil) == (pattern == nil), "\(source.debugDescription)")
            guard let reference, let pattern else {
                refused += 1
                continue
            }
            for _ in 0..<10 {
                let text = generator.text()
                let expected = text.firstMatch(of: reference) != nil
                if expected { found += 1 }
                var steps = PatternSteps()
                #expect(
                    pattern.isFound(in: text, steps: &steps) == expected,
                    "\(source.debugDescription) in \(text.debugDescription)"
                )
            }
        }
        // Neither all nor nothing: the texts tell patterns apart.
        #expect(found > 200 && found < 950)
        #expect(refused < 10)
    }
}

/// Draws patterns and short texts.
private struct PatternGenerator {
    private var source: SplitMix64

    init(seed: UInt64) { source = SplitMix64(seed: seed) }

    private mutating func next(_ bound: Int) -> Int { Int(source.next() % UInt64(bound)) }

    private mutating func pick(_ words: [String]) -> String { words[next(words.count)] }

    mutating func pattern(depth: Int) -> String {
        (0..<[1, 1, 1, 2, 3][next(5)]).map { _ in sequence(depth) }.joined(separator: "|")
    }

    private mutating func sequence(_ depth: Int) -> String {
        (0..<1 + next(3)).map { _ in
            let atom = atom(depth)
            let isPlace = ["^", "$", #"\A"#, #"\z"#, #"\Z"#, "(?s)"].contains(atom)
            return !isPlace && next(3) == 0 ? atom + pick(Self.quantifiers) : atom
        }.joined()
    }

    private static let quantifiers = [
        "*", "+", "?", "*?", "+?", "??", "{2}", "{1,}", "{0,2}", "{,2}",
    ]

    private mutating func atom(_ depth: Int) -> String {
        switch next(depth > 0 ? 20 : 14) {
        case 0..<8: pick(["a", "b", "c", "A", "B", "1", "é", "-", ",", "{", "}", "]"])
        case 8: "."
        case 9: pick([#"\d"#, #"\D"#, #"\w"#, #"\W"#, #"\s"#, #"\S"#, #"\h"#, #"\V"#])
        case 10:
            pick(["[abc]", "[^ab]", "[a-c1-3]", #"[^\d]"#, #"[\w-]"#, "[-a]", "[a-]", "[.*+]"])
        case 11: pick(["[[:alpha:]]", "[^[:space:]]", "[[:digit:]a]", #"\p{L}"#, #"\p{Lu}"#])
        case 12: pick(["^", "$", #"\A"#, #"\z"#, #"\Z"#])
        case 13: pick([#"\."#, #"\n"#, #"\t"#, #"\u0061"#, #"\x41"#, #"\{"#, #"\/"#])
        case 14: "(?i:\(pattern(depth: depth - 1)))"
        case 15: "(?m:\(pattern(depth: depth - 1)))"
        case 16: "(?s)"
        case 17: "(?:\(pattern(depth: depth - 1)))"
        default: "(\(pattern(depth: depth - 1)))"
        }
    }

    mutating func text() -> String {
        (0..<next(8)).map { _ in
            pick([
                "a", "b", "c", "A", "B", "1", "2", " ", "\n", "é", "É", "-", ",", "_", "{", "}",
                "]", ".",
                "\t", "\u{0C}", "\u{85}", "\u{2028}", "٣",
            ])
        }.joined()
    }
}
