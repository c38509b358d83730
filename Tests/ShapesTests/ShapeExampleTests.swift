import Scenarios
import Testing

@testable import Shapes

@Suite("Examples of shapes")
struct ShapeExampleTests {
    @Test(
        "each kind of shape has an example that fits it",
        arguments: [
            .text, .scalar, .boolean, .integer(5...9), .integer(0...1), .number(0...0.5),
            .duration(),
            .size, .probability, .integerRange(), .integerRange(1...1), .durationRange,
            .percentRange, .choice(["a", "b"]), .list(.boolean, min: 1), .singleOrList(.text),
            .map(of: .size, keyName: "a phase"),
            .object([Field("x", .text, required: true, doc: ""), Field("y", .size, doc: "")]),
            .object(
                [Field("x", .text, doc: ""), Field("y", .size, doc: "")],
                groups: [.exactlyOne(["y", "x"])]
            ),
            .tagged([Field("x", .duration(), doc: "")]), .any,
            .anyOf(description: "", [.boolean, .size]), .named("Tree") { .boolean },
        ] as [Shape]
    )
    func fits(shape: Shape) throws {
        #expect(complaints(about: shape.example(), against: shape) == [])
    }

    @Test("of two words or two values the one is shown that is not the default")
    func unlikeTheDefault() {
        #expect(Field("x", .boolean, default: "true", doc: "").exampleText == "false")
        #expect(Field("x", .choice(["a", "b"]), default: "b", doc: "").exampleText == "a")
        #expect(Field("x", .boolean, example: "declared", doc: "").exampleText == "declared")
    }
}
