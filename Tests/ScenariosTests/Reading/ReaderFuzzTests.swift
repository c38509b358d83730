import Foundation
import TestSupport
import Testing

@testable import Scenarios

@Suite("Damaged files")
struct ReaderFuzzTests {
    private static let fragments = [
        "[", "]", "{", "}", ": ", "- ", "? ", "*", "*retry", "&retry ", "<<: ", "\"", "'", "|\n",
        ">-\n", "#", "!!int ", "!x ", "\t", "\r\n", "\n---\n", "\n...\n", "%", "@", "\\", "\u{0}",
        "\u{FEFF}", "\u{2028}", "\u{E000}", "\u{10FFFF}", "name: a\n", "1..2", "~", ", ",
    ].map { Array($0.utf8) }

    @Test("no damage to a valid file crashes the reader or goes unlocated", arguments: 0..<8)
    func mutations(part: UInt64) throws {
        let files = Repository.scenarioFiles
        let file = files[Int(part) % files.count]
        let original = try [UInt8](
            Data(contentsOf: URL(fileURLWithPath: Repository.path(of: file)))
        )
        for seed in (part * 300)..<((part + 1) * 300) {
            var generator = SplitMix64(seed: seed)
            var bytes = original
            for _ in 0...Int.random(in: 0..<6, using: &generator) {
                Self.damage(&bytes, using: &generator)
            }
            for line in complaints(about: bytes, against: ScenarioShape.root) {
                #expect(!line.contains("\n") && line.hasPrefix("x.yaml:"), "seed \(seed): \(line)")
                #expect(line.contains(": error: "), "seed \(seed): \(line)")
            }
        }
    }

    private static func damage(_ bytes: inout [UInt8], using generator: inout SplitMix64) {
        let start = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, start + Int.random(in: 0..<12, using: &generator))
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes.removeSubrange(start..<end)
        case 1: bytes.insert(contentsOf: Array(bytes[start..<end]), at: start)
        case 2: bytes.insert(UInt8.random(in: .min ... .max, using: &generator), at: start)
        case 3: bytes.removeSubrange(start...)
        default:
            let fragment = fragments.randomElement(using: &generator) ?? []
            bytes.replaceSubrange(start..<end, with: fragment)
        }
    }
}
