internal import Subprocess

// Streams of the child.
extension ProcessCall {
    /// What the child's output has but for frames, read to its end; `end` ends a child whose stream is cut.
    func answer(
        in stream: SubprocessOutputSequence,
        end: @Sendable () -> Void
    ) async -> StreamRecord {
        var record = StreamRecord(keeping: StreamRecord.answerLimit)
        var lines = FrameLines()
        do {
            for try await buffer in stream {
                memory?.heard()
                let pieces = buffer.withUnsafeBytes { lines.take($0) }
                guard try await take(pieces, into: &record, end) else { continue }
                heartbeat?.heard()
            }
            _ = try await take(lines.end(), into: &record, end)
        } catch {
            // A stream that broke has given what it had; the exit status tells the rest.
        }
        record.end()
        return record
    }

    /// Takes up pieces of output; says whether the stream goes on.
    private func take(
        _ pieces: [FrameLines.Piece],
        into record: inout StreamRecord,
        _ end: @Sendable () -> Void
    ) async throws -> Bool {
        for piece in pieces where frames.cut == nil {
            switch piece {
            case .output(let bytes): bytes.withUnsafeBytes { record.append($0) }
            case .frame(let text):
                switch frames.take(text) {
                case .goOn(let delay): if delay > .zero { try await clock.sleep(for: delay) }
                // Whoever waits for the call ends it.
                case .stall: await frames.stall()
                case .cut: end()
                }
            }
        }
        return frames.cut == nil
    }

    /// What a stream has, read to its end; what is not kept is read all the same.
    func record(
        of stream: SubprocessOutputSequence,
        keeping limit: Int
    ) async -> StreamRecord {
        var record = StreamRecord(keeping: limit)
        do {
            for try await buffer in stream {
                memory?.heard()
                buffer.withUnsafeBytes { record.append($0) }
                heartbeat?.heard()
            }
        } catch {
            // A stream that broke has given what it had; the exit status tells the rest.
        }
        record.end()
        return record
    }

    /// A child need not read its request: a closed pipe is not a failure.
    static func feed(_ request: [UInt8], to writer: StandardInputWriter) async {
        _ = try? await writer.write(request)
        try? await writer.finish()
    }
}
