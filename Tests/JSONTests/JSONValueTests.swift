import JSON
import Testing

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
        "what is not a path is recognised",
        arguments: [
            "", "a", ".a", "$a", "$.", "$..a", "$.a.", "$[", "$[]", "$[a]", "$['a]", "$.a[0",
        ]
    )
    func noPath(text: String) {
        #expect(!JSONValue.isPath(text))
        #expect(JSONValue.object(["a": .null]).value(at: text) == nil)
    }

    @Test("paths are recognised", arguments: ["$", "$.a", "$[0]", "$['a'].b[1]"])
    func path(text: String) {
        #expect(JSONValue.isPath(text))
    }

    @Test(
        "what is not JSON has no value",
        arguments: [
            "", "{", "nope", "{\"a\" 1}", "[1] [2]", "'a'", "1e9999999999", "\u{1}", "NaN", "01",
            "1.", ".5", "+1", "1e", "Infinity", "nul",
            "\u{FEFF}1", "{'a': 1}", "[1 2]", "{\"a\":}", "// 1", "\"a\nb\"", #""\x41""#,
            #""\u12G4""#, "\"a",
        ]
    )
    func noJSON(text: String) {
        #expect(JSONValue(parsing: text) == nil)
    }

    @Test(
        "a comma before the end of a list or an object is not JSON",
        arguments: ["[1,]", "{\"a\":1,}"]
    )
    func trailingComma(text: String) {
        #expect(JSONValue(parsing: text) == nil)
    }

    @Test(
        "half a surrogate pair is not text, two halves are one character",
        arguments: [
            (#""\ud83d\ude00""#, "😀"), (#""\uD83D\uDE00!""#, "😀!"), (#""\ud83d""#, nil),
            (#""\ude00""#, nil), (#""\ud83d\u0041""#, nil), (#""\ud83dx""#, nil),
            (#""\udcff""#, nil),
        ] as [(String, String?)]
    )
    func surrogates(text: String, expected: String?) {
        #expect(JSONValue(parsing: text) == expected.map(JSONValue.text))
    }

    @Test(
        "what is not JSON is reported with its place",
        arguments: [
            ("{\"a\": 1,\n \"b\" 2}", #"line 2, column 6: expected a colon, found "2}""#),
            ("{\"a\": NaN}", #"line 1, column 7: expected a value, found "NaN}""#),
            (
                "[1",
                "line 1, column 3: expected a comma or a closing bracket, found the end of the text"
            ),
            ("1 2", #"line 1, column 3: expected the end of the JSON, found "2""#),
            (
                #"["\ud800"]"#,
                #"line 1, column 3: expected both halves of a surrogate pair, found "\ud800"]""#
            ),
        ]
    )
    func place(text: String, expected: String) {
        var parser = JSONParser(text)
        do throws(JSONProblem) {
            Issue.record("\(try parser.parse())")
        } catch {
            #expect("\(error)" == expected)
        }
    }

    @Test("of a name that occurs twice in an object the last value counts, and it is reported")
    func repeatedName() throws {
        var parser = JSONParser(#"[{"a": 1}, {"a": 1, "b": 2, "a": 3}]"#)
        let value = try parser.parse()
        #expect(value.value(at: "$[1].a") == .number(3))
        #expect(parser.repeatedName == "a")
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
