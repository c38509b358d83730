import Scenarios
import Testing

@testable import Shapes

@Suite("Values of the tree")
struct SourceNodeTests {
    @Test(
        "plain scalars follow the core schema of YAML 1.2",
        arguments: [
            ("", .null), ("~", .null), ("null", .null), ("NULL", .null), ("nUll", .string),
            ("true", .boolean(true)), ("False", .boolean(false)), ("tRUE", .string),
            ("yes", .string), ("no", .string), ("on", .string), ("off", .string), ("y", .string),
            ("0", .integer(0)), ("-0", .integer(0)), ("+12", .integer(12)), ("010", .integer(10)),
            ("0x1F", .integer(31)), ("0o17", .integer(15)), ("0x-1", .string), ("0x", .string),
            ("0o8", .string), ("0b1", .string), ("1_000", .string), ("--1", .string),
            ("9223372036854775807", .integer(Int.max)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("1.5", .number(1.5)), ("1.", .number(1)), (".5", .number(0.5)), ("-.5", .number(-0.5)),
            ("1e3", .number(1000)), ("1.5E-1", .number(0.15)), ("1e", .string), (".", .string),
            ("e1", .string), ("+", .string), (".e1", .string), ("1..2", .string),
            (".inf", .number(.infinity)), ("-.INF", .number(-.infinity)), ("inf", .string),
            ("nan", .string), ("2024-01-01", .string), ("12:30", .string), ("1.2.3", .string),
            ("250ms", .string), ("30%", .string), ("<<", .string), ("=", .string),
        ] as [(String, SourceNode.Value)]
    )
    func plain(text: String, value: SourceNode.Value) {
        #expect(SourceNode.Value(plain: text) == value)
    }

    @Test("quotes, blocks and tags make a string of what would be something else")
    func quoted() throws {
        let node = try readYAML("[\"1\", 'true', !!str 2, ! 3, !!float 4, !!int '5']")
        #expect(node.items.map(\.string) == ["1", "true", "2", "3", nil, nil])
        #expect(node.items.map(\.integer) == [nil, nil, nil, nil, nil, 5])
        #expect(node.items[4].number == 4)
        #expect(
            node.items.map { $0.scalar?.style } == [
                .quoted, .quoted, .plain, .plain, .plain, .quoted,
            ]
        )
    }

    @Test("a checked document reads as typed values")
    func accessors() throws {
        let node = try readYAML(ReadingFixture.valid)
        #expect(node["retry"]?["initial"]?.duration == .milliseconds(1500))
        #expect(node["retry"]?["max_attempts"]?.integer == 5)
        let faults = node["faults"]?.items ?? []
        #expect(faults.map { $0["inject"]?.tagged?.key } == ["auth", "rate_limit"])
        #expect(faults.first?["inject"]?.tagged?.value.entries == [])
        #expect(faults.last?["inject"]?.tagged?.value["retry_after"]?.duration == .milliseconds(20))
        #expect(faults.first?["attempt"]?.integerRange == 1...2)
        #expect(faults.last?["window"]?.durationRange == .seconds(1) ... .seconds(120))
        #expect(faults.first?["probability"]?.probability == 0.3)
        #expect(node["tags"]?.itemsOrSelf.map(\.text) == ["smoke"])
        #expect(node["share"]?.percentRange == 0.5...0.8)
        #expect(node["cache"]?.size == 8192)
        #expect(node["rate"]?.number == 0.5)
        #expect(node["on"]?.boolean == true)
        #expect(node["version"]?.text == "1.10")
        #expect(node["data"]?["$.a"]?.items.last?.number == 1500)
        #expect(node["agents"]?.entries.map(\.key) == ["planner", "coder", "the reviewer"])
        #expect(node["absent"] == nil)
        #expect(node["name"]?["x"] == nil)
        #expect(node["name"]?.items == [])
    }

    @Test("an accessor of another type is nil, never a guess")
    func mismatched() throws {
        let node = try readYAML("{a: 1, b: x, c: [1], d: , e: -1, f: 2}")
        #expect(node["a"]?.string == nil)
        #expect(node["a"]?.text == "1")
        #expect(node["b"]?.number == nil)
        #expect(node["c"]?.text == nil)
        #expect(node["d"]?.isNull == true)
        #expect(node["d"]?.text == nil)
        #expect(node["e"]?.size == nil)
        #expect(node["e"]?.integerRange == nil)
        #expect(node["f"]?.probability == nil)
        #expect(node["c"]?.tagged == nil)
    }

    @Test("merging lays mappings over each other and replaces everything else")
    func merging() throws {
        let base = try YAMLReader.read(
            bytes: Array("{a: {x: 1, y: [1, 2]}, b: 1, c: {z: 1}}".utf8),
            file: "base.yaml"
        )
        let node = try readYAML("{new: 1, a: {y: [3], w: 4}, c: off}")
        let merged = node.merging(over: base)
        #expect(merged.entries.map(\.key) == ["a", "b", "c", "new"])
        #expect(merged["a"]?.entries.map(\.key) == ["x", "y", "w"])
        #expect(merged["a"]?["y"]?.items.map(\.integer) == [3])
        #expect(merged["c"]?.text == "off")
        #expect(merged["b"]?.location.file == "base.yaml")
        #expect(merged["a"]?["x"]?.location.description == "base.yaml:1:9")
        #expect(merged["a"]?["w"]?.location.description == "x.yaml:1:25")
        #expect(merged.location.file == "x.yaml")
        #expect(base.merging(over: node).entries.map(\.key) == ["new", "a", "c", "b"])
    }
}
