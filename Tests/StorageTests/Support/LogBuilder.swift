/// Writes a write-ahead log from the description of its format, apart from the code under test.
struct LogBuilder {
    let isBigEndian: Bool
    let pageSize: Int
    private(set) var bytes: [UInt8] = []
    private var sum: (UInt32, UInt32) = (0, 0)
    private var salts: [UInt8]

    init(pageSize: Int = 512, isBigEndian: Bool = false, salt: UInt32 = 7) {
        self.isBigEndian = isBigEndian
        self.pageSize = pageSize
        salts = Self.word(salt) + Self.word(salt &* 2_654_435_761)
        begin()
    }

    static func word(_ value: UInt32) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian, Array.init)
    }

    private mutating func begin() {
        sum = (0, 0)
        var header = Self.word(0x377F_0682 + (isBigEndian ? 1 : 0)) + Self.word(3_007_000)
        header += Self.word(UInt32(pageSize)) + Self.word(0) + salts
        add(header)
        bytes = header + Self.word(sum.0) + Self.word(sum.1)
    }

    private mutating func add(_ part: [UInt8]) {
        for start in stride(from: 0, to: part.count, by: 8) {
            let words = [start, start + 4].map { offset in
                let four = part[offset..<offset + 4]
                return (isBigEndian ? Array(four) : four.reversed())
                    .reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            }
            sum.0 = sum.0 &+ words[0] &+ sum.1
            sum.1 = sum.1 &+ words[1] &+ sum.0
        }
    }

    var frameLength: Int { 24 + pageSize }

    /// Adds a transaction of so many frames; one that is not committed lacks the size on its last frame.
    mutating func transaction(frames: Int, commits: Bool = true) {
        for frame in 1...frames {
            let isLast = commits && frame == frames
            let head = Self.word(UInt32(frame + 1)) + Self.word(isLast ? 9 : 0)
            let page = (0..<pageSize).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ bytes.count) }
            add(head)
            add(page)
            bytes += head + salts + Self.word(sum.0) + Self.word(sum.1) + page
        }
    }

    /// Puts the log over the start of an older one, as SQLite does when it begins anew.
    func over(_ older: LogBuilder) -> [UInt8] {
        bytes + older.bytes.dropFirst(bytes.count)
    }
}
