import Testing

@testable import Shapes

@Suite("The nearest name")
struct NearestNameTests {
    @Test(
        "an edit, or a swap of neighbours, counts once",
        arguments: [
            ("", "", 0), ("a", "", 1), ("kitten", "sitting", 3), ("ab", "ba", 1),
            ("intial", "initial", 1), ("fial", "fail", 1), ("ca", "abc", 3), ("same", "same", 0),
        ]
    )
    func distance(first: String, second: String, edits: Int) {
        let (a, b) = (Array(first.unicodeScalars), Array(second.unicodeScalars))
        #expect(NearestName.distance(from: a, to: b) == edits)
        #expect(NearestName.distance(from: b, to: a) == edits)
    }

    @Test(
        "only a near name is suggested",
        arguments: [
            ("intial", "initial"), ("Initial", "initial"), ("max_atempt", "max_attempts"),
            ("maximum_attempts", "max_attempts"), ("xy", nil), ("at", "ad"), ("other", nil),
            ("initialisation_vector", nil), ("", nil),
        ] as [(String, String?)]
    )
    func suggestion(name: String, expected: String?) {
        let known = ["ad", "initial", "max_attempts", "on_exhausted"]
        #expect(NearestName.find(name, among: known) == expected)
    }

    @Test("a very long name is answered without comparing it in full")
    func long() {
        let name = String(repeating: "x", count: 1_000_000)
        #expect(NearestName.find(name, among: ["initial"]) == nil)
    }
}
