import Shapes
import Testing

@testable import Scenarios

@Suite("Reading YAML")
struct YAMLReaderTests {
    @Test(
        "broken syntax is refused with its place",
        arguments: [
            (
                "a: [1, 2",
                [
                    "x.yaml:2:1: error: while parsing a flow sequence from 1:4: did not"
                        + " find expected ',' or ']'"
                ]
            ),
            (
                "a: {b: 1",
                [
                    "x.yaml:2:1: error: while parsing a flow mapping from 1:4: did not"
                        + " find expected ',' or '}'"
                ]
            ),
            (
                "a: \"b",
                [
                    "x.yaml:1:6: error: while scanning a quoted scalar from 1:4: found"
                        + " unexpected end of stream"
                ]
            ),
            ("a: b: c", ["x.yaml:1:5: error: mapping values are not allowed in this context"]),
            ("a:\n\tb: 1", ["x.yaml:2:1: error: a tab cannot indent or start a value; use spaces"]),
            ("a: @b", ["x.yaml:1:4: error: \"@\" cannot start a value; put the text in quotes"]),
            ("a: 1\n b: 2", ["x.yaml:2:3: error: mapping values are not allowed in this context"]),
            (
                "- a\nb: 1",
                [
                    "x.yaml:2:1: error: while parsing a block collection from 1:1: did"
                        + " not find expected '-' indicator"
                ]
            ),
            (
                "a: ]",
                [
                    "x.yaml:1:4: error: while parsing a block node: did not find"
                        + " expected node content"
                ]
            ),
            (
                "a: \"\\q\"",
                [
                    "x.yaml:1:5: error: while parsing a quoted scalar from 1:4: found"
                        + " unknown escape character"
                ]
            ),
            (
                "a: 1\n---\nb: 2",
                ["x.yaml:2:1: error: expected a single document, found a second one"]
            ),
            ("", ["x.yaml:1:1: error: expected a YAML document, found an empty file"]),
            (
                "# only a comment\n",
                ["x.yaml:1:1: error: expected a YAML document, found an empty file"]
            ),
            (
                "a: 1\na: 2\nb: 3\nb: 4\nb: 5",
                [
                    "x.yaml:2:1: error: a: duplicate key \"a\", first used on line 1",
                    "x.yaml:4:1: error: b: duplicate key \"b\", first used on line 3",
                    "x.yaml:5:1: error: b: duplicate key \"b\", first used on line 3",
                ]
            ),
            (
                "a:\n  - {\"k\": 1, k: 2}",
                ["x.yaml:2:14: error: a[0].k: duplicate key \"k\", first used on line 2"]
            ),
            (
                "1: a\ntrue: b\n~: c",
                [
                    "x.yaml:1:1: error: expected a text as key, found 1; put it in quotes",
                    "x.yaml:2:1: error: expected a text as key, found true; put it in quotes",
                    "x.yaml:3:1: error: expected a text as key, found nothing; put it in quotes",
                ]
            ),
            ("[a]: 1", ["x.yaml:1:1: error: expected a text as key, found a list or mapping"]),
            (
                "? {a: 1}\n: 2",
                ["x.yaml:1:3: error: expected a text as key, found a list or mapping"]
            ),
            ("a: &x 1\n*x : 2", ["x.yaml:2:1: error: expected a text as key, found the alias *x"]),
            (
                "a: *nobody\nb: *nobody",
                [
                    "x.yaml:1:4: error: a: alias *nobody has no anchor &nobody before it",
                    "x.yaml:2:4: error: b: alias *nobody has no anchor &nobody before it",
                ]
            ),
            (
                "a: *.swift",
                [
                    "x.yaml:1:4: error: a: expected an alias such as *name, found"
                        + " \"*.swift\"; put text in quotes"
                ]
            ),
            ("a: &a [*a]", ["x.yaml:1:8: error: a[0]: alias *a has no anchor &a before it"]),
            (
                "a: &x {b: 1}\nc:\n  <<: *x\n  d: 2",
                [
                    "x.yaml:3:3: error: c: merge keys (<<) are not supported; extends: FILE merges "
                        + "another file's keys under this one's"
                ]
            ),
            ("a: !secret x", ["x.yaml:1:4: error: a: unknown tag !secret"]),
            (
                "a: !!int soon",
                ["x.yaml:1:4: error: a: expected a value that fits !!int, found \"soon\""]
            ),
            ("a: !!set {b: 1}", ["x.yaml:1:4: error: a: unknown tag !!set"]),
            ("a: b\u{7}", ["x.yaml:1:5: error: expected text, found the control character U+0007"]),
            (
                "a: \"x\u{0}\"",
                ["x.yaml:1:6: error: expected text, found the control character U+0000"]
            ),
            ("a: &b *c", ["x.yaml:1:4: error: a: alias *c has no anchor &c before it"]),
            ("%YAML 3.0\n---\na: 1", ["x.yaml:1:1: error: found incompatible YAML document"]),
            (
                "a: |\n  x\n b",
                [
                    "x.yaml:3:2: error: while parsing a block mapping from 1:1: did not"
                        + " find expected key"
                ]
            ),
            (
                "a: 'b",
                [
                    "x.yaml:1:6: error: while scanning a quoted scalar from 1:4: found"
                        + " unexpected end of stream"
                ]
            ),
        ] as [(String, [String])]
    )
    func syntax(text: String, lines: [String]) {
        #expect(complaints(about: text) == lines)
    }
}
