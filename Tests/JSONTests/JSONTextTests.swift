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

    @Test(
        "a number is written as Swift writes it",
        arguments: [0, 7, 10, 99, 100, 1_234_567, -1, -10, -987_654, .max, .min]
    )
    func numbers(number: Int) {
        var bytes: [UInt8] = [0x2C]
        JSONText.append(number, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == ",\(number)")
    }

    @Test("what needs an escape is written between what does not", arguments: ["", "a", "ab"])
    func mixed(plain: String) {
        var bytes: [UInt8] = []
        JSONText.append("\(plain)\n\(plain)\"\(plain)", to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "\"\(plain)\\n\(plain)\\\"\(plain)\"")
    }
}
