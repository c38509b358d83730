internal import Files
internal import Workflows

/// Reads the file of one attempt. A program may write anything into it, without end: what is read is bounded, and no line
/// is trusted that is not whole.
struct EffectReading {
    /// How much of a file is read, and how much of it counts.
    static let (mostBytes, mostActs, mostMistakes) = (1 << 20, 10_000, 5)

    private(set) var acts: [EffectAct] = []
    private(set) var unread: [String] = []
    private let origin: EffectAct.Origin
    private let blank: (String) -> String
    private var mistakes = 0
    /// How many keys each name has so far, and which: an effect without a place is the next of its name.
    private var places: [String: [String: Int]] = [:]
    private var next: [String: Int] = [:]

    init(of origin: EffectAct.Origin, blank: @escaping (String) -> String) {
        self.origin = origin
        self.blank = blank
    }

    mutating func read(_ folder: borrowing Descriptor, _ name: FileName) {
        do throws(SystemError) {
            let file = try folder.fileToRead(name)
            let kind = try file.status().kind
            guard kind == .regular else {
                say("expected a regular file, found \(kind)")
                return
            }
            let bytes = try file.bytes(atMost: Self.mostBytes + 1)
            take(bytes.prefix(Self.mostBytes), isCut: bytes.count > Self.mostBytes)
        } catch {
            say("cannot be read: \(error)")
        }
    }

    /// Takes up the lines of a file; the last is none where the file is cut.
    mutating func take(_ bytes: some Collection<UInt8>, isCut: Bool = false) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if isCut { _ = lines.popLast() }
        for (number, line) in lines.enumerated() {
            let text = blank(String(decoding: line, as: UTF8.self))
            guard text.contains(where: { !$0.isWhitespace }) else { continue }
            guard acts.count < Self.mostActs else {
                say("has more than \(Self.mostActs) effects: the rest is not counted")
                return
            }
            do throws(EffectLine.Mistake) {
                add(try EffectLine(text))
            } catch {
                note(error.reason, line: number + 1)
            }
        }
        if mistakes > Self.mostMistakes { say("… \(mistakes - Self.mostMistakes) more lines") }
        if isCut { say("is longer than \(Self.mostBytes) bytes: the rest is not counted") }
    }

    private mutating func note(_ reason: String, line: Int) {
        mistakes += 1
        if mistakes <= Self.mostMistakes { say("line \(line): \(reason)") }
    }

    private mutating func say(_ text: String) {
        let undoing = origin.isUndoing ? "the undoing of " : ""
        unread.append(
            "effects of \(undoing)\(origin.phase), attempt \(origin.attempt): "
                + BoundedMessage.bounded(text, to: 500)
        )
    }

    private mutating func add(_ line: EffectLine) {
        acts.append(
            EffectAct(
                AgentEffect(line.name, isIdempotent: line.isIdempotent),
                by: origin,
                key: line.key,
                place: line.place ?? place(of: line),
                isUndo: line.isUndo
            )
        )
    }

    /// The same key is the same effect; another, or none, is the next of the name.
    private mutating func place(of line: EffectLine) -> Int {
        guard !line.isUndo else { return 0 }
        if let key = line.key, let known = places[line.name]?[key] { return known }
        let place = next[line.name] ?? 0
        next[line.name] = place + 1
        if let key = line.key { places[line.name, default: [:]][key] = place }
        return place
    }
}
