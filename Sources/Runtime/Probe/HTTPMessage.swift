internal import Workflows

/// The bytes of an HTTP/1.1 response as they come in, and what they mean (RFC 9112).
///
/// What can be read in more than one way, such as two lengths that differ, is malformed: another reader would find
/// another answer in it.
struct HTTPMessage {
    /// What ends the body.
    private enum Framing {
        case length(Int)
        case chunks(ChunkedBody)
        case connection
    }

    /// The most bytes of a head.
    private static let longestHead = 64 << 10
    /// The most announcements before a response.
    private static let mostAnnouncements = 100

    /// How many bytes have come, announcements included.
    private(set) var count = 0
    /// What is wrong with the response, once something is.
    private(set) var problem: String?
    /// What no problem may quote.
    private let secrets: SecretFilter
    private var head: [UInt8] = []
    private var announcements = 0
    private var status = 0
    /// Known once the head is there.
    private var framing: Framing?
    private var body: [UInt8] = []
    private var hasEnded = false

    /// A response of which nothing has come yet.
    init(secrets: SecretFilter = SecretFilter([])) { self.secrets = secrets }

    mutating func append(_ more: [UInt8]) {
        count += more.count
        guard problem == nil else { return }
        do throws(HTTPProblem) {
            if framing == nil { try appendToHead(more) } else { try appendToBody(more[...]) }
        } catch {
            problem = error.text(blanking: secrets)
        }
    }

    /// The connection was closed: what is there is all there is.
    mutating func end() {
        hasEnded = true
        if problem == nil, !isComplete, count > 0 { problem = "it breaks off after \(count) bytes" }
    }

    /// Whether the whole response is there.
    var isComplete: Bool {
        guard problem == nil else { return false }
        switch framing {
        case .length(let length): return body.count >= length
        case .chunks(let chunks): return chunks.isComplete
        case .connection: return hasEnded
        case nil: return false
        }
    }

    /// The length that the head announces, where it does.
    var announcedLength: Int? {
        if case .length(let length) = framing { length } else { nil }
    }

    /// The response; `nil` before it is complete.
    func response(port: Int) -> PhaseOutput.Response? {
        guard isComplete else { return nil }
        return PhaseOutput.Response(
            status: status,
            body: String(decoding: body, as: UTF8.self),
            port: port
        )
    }

    private mutating func appendToHead(_ more: [UInt8]) throws(HTTPProblem) {
        // The mark may have begun in what was there before.
        var searched = max(head.count - 3, 0)
        head += more
        if !head.starts(with: "HTTP/".utf8.prefix(head.count)) {
            throw HTTPHead.noStatus(in: head)
        }
        while let end = endOfHead(from: searched) {
            let parsed = try HTTPHead(head[..<end])
            let rest = head[end...]
            // 1xx is an announcement: the response follows.
            guard parsed.status >= 200 else {
                announcements += 1
                guard announcements <= Self.mostAnnouncements else {
                    throw HTTPProblem(
                        "more than \(Self.mostAnnouncements) announcements precede it"
                    )
                }
                head = Array(rest)
                searched = 0
                continue
            }
            status = parsed.status
            if let length = parsed.length {
                framing = .length(length)
            } else {
                framing = parsed.isChunked ? .chunks(ChunkedBody()) : .connection
            }
            head = []
            return try appendToBody(rest)
        }
        guard head.count <= Self.longestHead else {
            throw HTTPProblem("its head is longer than \(Self.longestHead) bytes")
        }
    }

    private func endOfHead(from start: Int) -> Int? {
        guard head.count >= 4, start <= head.count - 4 else { return nil }
        for index in start...(head.count - 4)
        where head[index] == 0x0D && head[index + 1] == 0x0A && head[index + 2] == 0x0D
            && head[index + 3] == 0x0A
        {
            return index + 4
        }
        return nil
    }

    private mutating func appendToBody(_ more: ArraySlice<UInt8>) throws(HTTPProblem) {
        switch framing {
        case .length(let length): body += more.prefix(length - body.count)
        case .chunks(var chunks):
            framing = nil
            try chunks.append(more, to: &body)
            framing = .chunks(chunks)
        case .connection: body += more
        case nil: break
        }
    }
}
