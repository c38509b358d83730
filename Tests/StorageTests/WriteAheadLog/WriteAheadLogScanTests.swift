import TestSupport
import Testing

@testable import Storage

@Suite("The scan of a write-ahead log")
struct WriteAheadLogScanTests {
    private typealias Verdict = WriteAheadLogScan.Verdict

    /// Transactions of one, two and three frames, and again: frames 1, 2–3, 4–6, 7, 8–9, 10–12.
    private func log(isBigEndian: Bool = false, salt: UInt32 = 7) -> LogBuilder {
        var log = LogBuilder(isBigEndian: isBigEndian, salt: salt)
        for frames in [1, 2, 3, 1, 2, 3] { log.transaction(frames: frames) }
        return log
    }

    @Test("takes a whole log for clean, in either order of bytes", arguments: [false, true])
    func clean(isBigEndian: Bool) {
        let log = log(isBigEndian: isBigEndian)
        #expect(WriteAheadLogScan.verdict(of: log.bytes) == .clean(frames: 12))
    }

    @Test("takes an empty log for clean")
    func empty() {
        #expect(WriteAheadLogScan.verdict(of: []) == .clean(frames: 0))
    }

    @Test(
        "finds a flipped bit anywhere in a frame that later transactions follow",
        arguments: 1...9,
        [0, 1, 9, 14, 16, 23, 24, 300, 535]
    )
    func flippedInTheMiddle(frame: Int, offset: Int) {
        let log = log()
        var bytes = log.bytes
        bytes[32 + (frame - 1) * log.frameLength + offset] ^= 0x10
        #expect(WriteAheadLogScan.verdict(of: bytes) == .damaged(frame: frame))
    }

    @Test(
        "takes a bad frame of the last transaction for a torn tail",
        arguments: 10...12,
        [0, 9, 16, 24, 535]
    )
    func flippedAtTheEnd(frame: Int, offset: Int) {
        let log = log()
        var bytes = log.bytes
        bytes[32 + (frame - 1) * log.frameLength + offset] ^= 0x10
        // What is cut begins after the last commit. A frame that no longer looks like ours ends it.
        guard case .tornTail(wholeFrames: 9, _) = WriteAheadLogScan.verdict(of: bytes) else {
            Issue.record("\(WriteAheadLogScan.verdict(of: bytes))")
            return
        }
    }

    @Test("finds damage in the header of a log with frames", arguments: 0..<32)
    func header(offset: Int) {
        var bytes = log().bytes
        bytes[offset] ^= 4
        #expect(WriteAheadLogScan.verdict(of: bytes) == .damaged(frame: 0))
    }

    @Test("says at every length what is cut")
    func truncated() {
        let log = log()
        let commits = [0, 1, 3, 6, 7, 9, 12]
        for length in 1..<log.bytes.count {
            let frames = length < 32 ? 0 : (length - 32) / log.frameLength
            let whole = length < 32 ? 0 : commits.last { $0 <= frames } ?? 0
            let rest = length < 32 ? length : length - 32 - whole * log.frameLength
            let expected: Verdict =
                rest == 0
                ? .clean(frames: whole) : .tornTail(wholeFrames: whole, bytesCut: rest)
            let found = WriteAheadLogScan.verdict(of: Array(log.bytes.prefix(length)))
            #expect(found == expected, "length \(length)")
        }
    }

    @Test("does not take the rest of an older log for damage", arguments: 1...4)
    func leftovers(transactions: Int) {
        var new = LogBuilder(salt: 8)
        for _ in 0..<transactions { new.transaction(frames: 2) }
        #expect(
            WriteAheadLogScan.verdict(of: new.over(log())) == .clean(frames: 2 * transactions)
        )
    }

    @Test("finds damage before the rest of an older log")
    func damageBeforeLeftovers() {
        var new = LogBuilder(salt: 8)
        for _ in 0..<4 { new.transaction(frames: 1) }
        var bytes = new.over(log())
        bytes[32 + new.frameLength + 100] ^= 1
        #expect(WriteAheadLogScan.verdict(of: bytes) == .damaged(frame: 2))
    }

    @Test("a frame of an older log amid the last transaction is what a power cut leaves")
    func outOfOrder() {
        var new = LogBuilder(salt: 8)
        new.transaction(frames: 2)
        new.transaction(frames: 3)
        let old = log().bytes
        var bytes = new.over(log())
        let lost = 32 + 3 * new.frameLength..<32 + 4 * new.frameLength
        bytes.replaceSubrange(lost, with: old[lost])
        #expect(
            WriteAheadLogScan.verdict(of: bytes)
                == .tornTail(wholeFrames: 2, bytesCut: 3 * new.frameLength)
        )
    }

    @Test("frames of a transaction that failed, partly written over by the next, are not damage")
    func failedTransaction() {
        var failed = LogBuilder()
        failed.transaction(frames: 2)
        var next = failed
        failed.transaction(frames: 6, commits: false)
        next.transaction(frames: 3)
        // The page numbers differ from those of the failed one, and so do all checksums.
        var bytes = next.bytes
        bytes += failed.bytes.dropFirst(bytes.count)
        bytes[32 + 5 * next.frameLength + 24] ^= 1
        guard case .tornTail(wholeFrames: 5, _) = WriteAheadLogScan.verdict(of: bytes) else {
            Issue.record("\(WriteAheadLogScan.verdict(of: bytes))")
            return
        }
    }

    @Test("frames without a commit at the end are cut")
    func uncommitted() {
        var log = log()
        log.transaction(frames: 2, commits: false)
        #expect(
            WriteAheadLogScan.verdict(of: log.bytes)
                == .tornTail(wholeFrames: 12, bytesCut: 2 * log.frameLength)
        )
    }

    @Test("random bytes never stop the scan", arguments: [1, 2, 3] as [UInt64])
    func random(seed: UInt64) {
        var source = SplitMix64(seed: seed)
        for _ in 0..<200 {
            var bytes = log().bytes
            for _ in 0..<Int.random(in: 1...20, using: &source) {
                let index = Int.random(in: 0..<bytes.count, using: &source)
                bytes[index] = .random(in: 0...255, using: &source)
            }
            bytes.removeLast(Int.random(in: 0..<bytes.count, using: &source))
            if case .clean(let frames) = WriteAheadLogScan.verdict(of: bytes) {
                #expect(frames <= 12)
            }
        }
    }
}
