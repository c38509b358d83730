import Foundation
import JSON
import Testing

@Suite("Pieces of JSON")
struct JSONTextTests {
    @Test("every character of the first kilobyte of Unicode reads back")
    func everyCharacter() throws {
        let text = String(String.UnicodeScalarView((0..<1024).compactMap(Unicode.Scalar.init)))
        var bytes: [UInt8] = []
        JSONText.append(text, to: &bytes)
        #expect(try JSONDecoder().decode(String.self, from: Data(bytes)) == text)
    }
}
