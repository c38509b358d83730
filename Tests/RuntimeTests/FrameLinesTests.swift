import Testing

@testable import Runtime

@Suite("Frames in what a program writes")
struct FrameLinesTests {
    /// The frames, and all other output, of a text that comes in pieces of this size.
    private func taken(_ text: String, by size: Int) -> (frames: [String], output: String) {
        var lines = FrameLines()
        var pieces: [FrameLines.Piece] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            bytes[start..<min(start + size, bytes.count)].withUnsafeBytes {
                pieces += lines.take($0)
            }
        }
        pieces += lines.end()
        var frames: [String] = []
        var output: [UInt8] = []
        for piece in pieces {
            switch piece {
            case .frame(let text): frames.append(text)
            case .output(let bytes): output += bytes
            }
        }
        return (frames, String(decoding: output, as: UTF8.self))
    }

    @Test("they are taken out wherever the pieces end", arguments: [1, 2, 3, 7, 1000])
    func pieces(size: Int) {
        let text = """
            before
            {"frame": "Hel"}
              { "frame" : "lo, w\\u00f6rld" }\r
            {"frame": 1}
            {"frame": "a", "b": 2}
            x {"frame": "no"}
            {
              "output": "whole"
            }
            {"frame": "last"}
            """
        let (frames, output) = taken(text, by: size)
        #expect(frames == ["Hel", "lo, wörld", "last"])
        #expect(
            output == """
                before
                {"frame": 1}
                {"frame": "a", "b": 2}
                x {"frame": "no"}
                {
                  "output": "whole"
                }

                """
        )
    }

    @Test("a line that is too long to be one passes as it is")
    func long() {
        let line = "{\"frame\": \"\(String(repeating: "x", count: FrameLines.limit))\"}\n"
        let (frames, output) = taken(line + "{\"frame\": \"y\"}\n", by: 65_536)
        #expect(frames == ["y"])
        #expect(output == line)
    }
}
