/// Judges a write-ahead log frame by frame before SQLite reads it, because SQLite drops what follows a bad frame
/// silently. Format: https://www.sqlite.org/fileformat2.html#walformat
///
/// With `synchronous=FULL` a transaction is on the disk before the next one begins. So a bad frame within the
/// last transaction is what a crash leaves (its frames may reach the disk in any order), and a bad frame that a
/// later transaction follows is damage. Frames with other salts are left over from an earlier use of the file.
package struct WriteAheadLogScan: Sendable {
    /// What a log is.
    package enum Verdict: Sendable, Equatable {
        /// All frames of this use of the file are whole and committed.
        case clean(frames: Int)
        /// The last transaction is not whole: SQLite will cut `bytesCut` after so many frames.
        case tornTail(wholeFrames: Int, bytesCut: Int)
        /// This frame (from 1; 0 is the header) is bad and work that was committed later follows.
        case damaged(frame: Int)
    }

    /// The length of the header in bytes.
    package static let headerLength = 32
    private static let frameHeaderLength = 24

    private let header: WriteAheadLogHeader?
    private var checksum = WriteAheadLogChecksum(first: 0, second: 0)
    private var frames = 0
    /// Frames up to the last commit before anything bad.
    private var committed = 0
    private var firstBad: Int?
    /// Whether the transaction of the bad frame has ended.
    private var badTransactionEnded = false
    /// The last frame from the bad one on that belongs to this use of the file.
    private var lastOwn = 0
    private var laterTransactionFollows = false

    /// Starts with the first 32 bytes of the log, or fewer where it has no more.
    package init(header bytes: [UInt8]) {
        header = WriteAheadLogHeader(bytes)
        if let header { checksum = header.checksum }
    }

    /// The length of a frame in bytes; `nil` where the header does not say it.
    package var frameLength: Int? {
        header.map { Self.frameHeaderLength + $0.pageSize }
    }

    /// Takes the next whole frame.
    package mutating func add(frame: ArraySlice<UInt8>) {
        guard let header else { return }
        frames += 1
        let fields = WriteAheadLogFrame(frame)
        let isOwn = fields.salts == header.salts && fields.page != 0
        guard firstBad == nil else {
            if isOwn { follow(fields) }
            return
        }
        checksum.add(frame.prefix(8), isBigEndian: header.isBigEndian)
        checksum.add(frame.dropFirst(Self.frameHeaderLength), isBigEndian: header.isBigEndian)
        let isWhole = checksum == fields.checksum
        if isOwn, isWhole {
            if fields.isCommit { committed = frames }
            return
        }
        firstBad = frames
        // A frame whose checksum continues the chain is ours, whatever became of its salts.
        guard isOwn || isWhole else { return }
        lastOwn = frames
        badTransactionEnded = fields.isCommit
    }

    private mutating func follow(_ fields: WriteAheadLogFrame) {
        lastOwn = frames
        if badTransactionEnded { laterTransactionFollows = true }
        if fields.isCommit { badTransactionEnded = true }
    }

    /// Judges the log by its frames and by what is left after the last whole one.
    package func verdict(rest: [UInt8]) -> Verdict {
        guard let header, let frameLength else { return headerless(rest: rest) }
        if let firstBad, laterTransactionFollows { return .damaged(frame: firstBad) }
        var end = Self.headerLength + max(firstBad == nil ? frames : 0, lastOwn) * frameLength
        if firstBad == nil, !rest.isEmpty, isOwn(rest, header) { end += rest.count }
        let whole = Self.headerLength + committed * frameLength
        guard end > whole else { return .clean(frames: committed) }
        return .tornTail(wholeFrames: committed, bytesCut: end - whole)
    }

    /// A log whose header says nothing: bytes that cannot be a frame are a torn start, more is damage.
    private func headerless(rest: [UInt8]) -> Verdict {
        let smallestFrame = Self.frameHeaderLength + WriteAheadLogHeader.smallestPage
        guard !rest.isEmpty else { return .clean(frames: 0) }
        return rest.count >= Self.headerLength + smallestFrame
            ? .damaged(frame: 0) : .tornTail(wholeFrames: 0, bytesCut: rest.count)
    }

    /// Whether the start of a frame is of this use of the file, as far as can be known.
    private func isOwn(_ rest: [UInt8], _ header: WriteAheadLogHeader) -> Bool {
        rest.count < 16 || WriteAheadLogFrame(rest[...]).salts == header.salts
    }

    /// Judges a log that is in memory.
    package static func verdict(of log: [UInt8]) -> Verdict {
        var scan = WriteAheadLogScan(header: Array(log.prefix(headerLength)))
        guard let length = scan.frameLength else { return scan.verdict(rest: log) }
        var offset = headerLength
        while log.count - offset >= length {
            scan.add(frame: log[offset..<offset + length])
            offset += length
        }
        return scan.verdict(rest: Array(log[offset...]))
    }
}
