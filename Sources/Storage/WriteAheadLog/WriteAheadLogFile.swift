/// Reads a log from its file, a piece at a time.
enum WriteAheadLogFile {
    private static let framesPerPiece = 64

    /// Judges the log; an empty file is clean.
    static func verdict(of file: borrowing OpenFile) throws(StorageFailure)
        -> WriteAheadLogScan.Verdict
    {
        let header = try file.bytes(at: 0, count: WriteAheadLogScan.headerLength)
        var scan = WriteAheadLogScan(header: header)
        guard let length = scan.frameLength else {
            // Only how much there is counts now, and only up to a first frame.
            return scan.verdict(rest: try file.bytes(at: 0, count: 1 << 16))
        }
        var offset = WriteAheadLogScan.headerLength
        while true {
            let piece = try file.bytes(at: offset, count: length * framesPerPiece)
            let whole = piece.count / length
            for index in 0..<whole {
                scan.add(frame: piece[index * length..<(index + 1) * length])
            }
            guard whole == framesPerPiece else {
                return scan.verdict(rest: Array(piece[(whole * length)...]))
            }
            offset += piece.count
        }
    }
}
