import Testing
import Workflows

@Suite("JSON values")
struct JSONValueTests {
    private let document =
        #"{"items":[{"name":"a"},{"name":"b","n":2}],"a.b":1,"empty":{},"nil":null,"yes":true}"#

    @Test(
        "a path finds its value",
        arguments: [
            ("$.items[1].name", .text("b")), ("$.items[1].n", .number(2)),
            ("$['a.b']", .number(1)), (#"$["a.b"]"#, .number(1)), ("$.nil", .null),
            ("$.yes", .boolean(true)), ("$.empty", .object([:])),
            ("$.items[0]", .object(["name": .text("a")])),
        ] as [(String, JSONValue)]
    )
    func finds(path: String, expected: JSONValue) throws {
        let value = try #require(JSONValue(parsing: document))
        #expect(value.value(at: path) == expected)
    }

    @Test("the path $ is the whole value")
    func root() {
        #expect(JSONValue.text("x").value(at: "$") == .text("x"))
    }

    @Test(
        "a path that leads nowhere finds nothing",
        arguments: [
            "$.absent", "$.items[2]", "$.items[-1]", "$.items.name", "$[0]", "$.yes.no",
            "$.items[99999999999999999999]",
        ]
    )
    func findsNothing(path: String) throws {
        let value = try #require(JSONValue(parsing: document))
        #expect(value.value(at: path) == nil)
    }

    @Test(
        "what is no path is told apart",
        arguments: [
            "", "a", ".a", "$a", "$.", "$..a", "$.a.", "$[", "$[]", "$[a]", "$['a]", "$.a[0",
        ]
    )
    func noPath(text: String) {
        #expect(!JSONValue.isPath(text))
        #expect(JSONValue.object(["a": .null]).value(at: text) == nil)
    }

    @Test("paths are told apart from the rest", arguments: ["$", "$.a", "$[0]", "$['a'].b[1]"])
    func path(text: String) {
        #expect(JSONValue.isPath(text))
    }

    @Test(
        "what is no JSON has no value",
        arguments: ["", "{", "nope", "{\"a\" 1}", "[1] [2]", "'a'", "1e999", "\u{1}"]
    )
    func noJSON(text: String) {
        #expect(JSONValue(parsing: text) == nil)
    }

    @Test(
        "a comma before the end of a list or an object is no JSON",
        arguments: ["[1,]", "{\"a\":1,}"]
    )
    func trailingComma(text: String) {
        #expect(JSONValue(parsing: text) == nil)
    }

    @Test("ten thousand open brackets are refused, not followed")
    func nesting() {
        #expect(JSONValue(parsing: String(repeating: "[", count: 10_000)) == nil)
    }

    @Test(
        "numbers and truth values are kept apart",
        arguments: [
            ("1", .number(1)), ("1.0", .number(1)), ("0", .number(0)), ("true", .boolean(true)),
            ("false", .boolean(false)), ("null", .null), ("\"1\"", .text("1")),
            ("-2.5e3", .number(-2500)),
        ] as [(String, JSONValue)]
    )
    func kinds(text: String, expected: JSONValue) {
        #expect(JSONValue(parsing: text) == expected)
    }

    @Test(
        "text is compact, with sorted keys",
        arguments: [
            (#"{ "b" : 1 , "a" : [ true , null ] }"#, #"{"a":[true,null],"b":1}"#),
            ("1.50", "1.5"), ("-3", "-3"), ("{}", "{}"), ("[ ]", "[]"), ("1e3", "1000"),
            (#""a\u00e9\"\\\n""#, "\"aé\\\"\\\\\\n\""),
        ]
    )
    func text(json: String, expected: String) throws {
        let value = try #require(JSONValue(parsing: json))
        #expect(value.text == expected)
        #expect(JSONValue(parsing: value.text) == value)
    }
}
