import Foundation
import TestSupport
import Testing
import Workflows

@testable import Storage

@Suite("What a run's agents did, on a disk")
struct EffectFolderTests {
    private let folder: TemporaryFolder
    private let effects: EffectFolder
    private let pay = EffectAct.Origin(phase: "pay", attempt: 1)

    init() throws {
        folder = try TemporaryFolder()
        effects = EffectFolder(ofRun: "a1", in: folder.path)
    }

    private func reading(_ text: String) -> EffectReading {
        var reading = EffectReading(of: pay) { $0 }
        reading.take(Array(text.utf8))
        return reading
    }

    @Test("what is appended is read again, phase after phase, attempts in order, undoings last")
    func round() throws {
        let origins = [
            EffectAct.Origin(phase: "ship it/now", attempt: 10),
            EffectAct.Origin(phase: "pay", discards: 1, attempt: 2),
            EffectAct.Origin(phase: "pay", attempt: 3, isUndoing: true),
            EffectAct.Origin(phase: "pay", attempt: 10), EffectAct.Origin(phase: "pay", attempt: 9),
        ]
        let acts = origins.enumerated().map { number, origin in
            EffectAct(
                AgentEffect("charge", isIdempotent: number > 0),
                by: origin,
                key: number == 1 ? nil : "k\(number)\"\n",
                place: number,
                isUndo: origin.isUndoing
            )
        }
        for act in acts { try effects.append([act]) }
        let read = effects.read(["pay", "ship it/now"])
        #expect(read.acts == [acts[4], acts[3], acts[2], acts[1], acts[0]])
        #expect(read.unread == [])
    }

    @Test("a run whose agents did nothing has no folder, and nothing is unread")
    func nothing() {
        #expect(effects.read(["pay"]).acts.isEmpty)
        #expect(effects.read(["pay"]).unread.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: effects.path))
    }

    @Test("key and idempotent may be left out; the same key is the same effect, no key another")
    func optional() {
        let acts = reading(
            """
            {"effect": "charge"}
            {"effect": "charge"}
            {"effect": "charge", "key": "k"}

            {"effect": "charge", "key": "k", "idempotent": false}
            {"effect": "mail"}
            {"undo": "charge"}
            """
        ).acts
        #expect(acts.map(\.place) == [0, 1, 2, 2, 0, 0])
        #expect(acts.map(\.key) == [nil, nil, "k", "k", nil, nil])
        #expect(acts.map(\.effect.isIdempotent) == [true, true, true, false, true, true])
        #expect(acts.map(\.isUndo) == [false, false, false, false, false, true])
    }

    @Test(
        "a line that is not one is reported with its number, and not counted",
        arguments: [
            #"{"effect": "charge""#, "charge", "[]", "{}", #"{"effect": 1}"#, #"{"effect": ""}"#,
            #"{"effect": "a", "undo": "a"}"#, #"{"effect": "a", "keys": "k"}"#,
            #"{"effect": "a", "key": ""}"#, #"{"effect": "a", "idempotent": "yes"}"#,
            #"{"effect": "a", "place": -1}"#, #"{"effect": "a", "effect": "b"}"#,
        ]
    )
    func malformed(line: String) {
        let read = reading(#"{"effect": "ok"}"# + "\n" + line + "\n" + #"{"effect": "ok"}"#)
        #expect(read.acts.map(\.effect.name) == ["ok", "ok"])
        #expect(read.unread.count == 1)
        #expect(read.unread.first?.hasPrefix("effects of pay, attempt 1: line 2: ") == true)
    }

    @Test("garbage without end is read up to a limit, and said once")
    func endless() throws {
        let path = try effects.file(of: pay)
        let garbage = Array(repeating: UInt8(ascii: "x"), count: EffectReading.mostBytes + 10)
        try Data(Array(#"{"effect": "ok"}"#.utf8) + [0x0A] + garbage)
            .write(to: URL(fileURLWithPath: path))
        let read = effects.read(["pay"])
        #expect(read.acts.map(\.effect.name) == ["ok"])
        #expect(read.unread.count == 1)
        #expect(read.unread.first?.contains("longer than 1048576 bytes") == true)
    }

    @Test("more effects than any agent has are not counted, and mistakes are listed up to a few")
    func many() {
        let lines = Array(repeating: #"{"effect":"a"}"#, count: EffectReading.mostActs + 5)
        let read = reading(lines.joined(separator: "\n"))
        #expect(read.acts.count == EffectReading.mostActs)
        #expect(read.unread.count == 1)
        let wrong = reading(Array(repeating: "x", count: 50).joined(separator: "\n"))
        #expect(wrong.unread.count == EffectReading.mostMistakes + 1)
        #expect(wrong.unread.last?.hasSuffix("… 45 more lines") == true)
    }

    @Test("a link or a folder in the place of the file is not followed")
    func links() throws {
        let path = try effects.file(of: pay)
        try folder.write("outside", #"{"effect": "a"}"#)
        try FileManager.default.createSymbolicLink(
            atPath: path,
            withDestinationPath: "\(folder.path)/outside"
        )
        #expect(effects.read(["pay"]).acts.isEmpty)
        #expect(effects.read(["pay"]).unread.count == 1)
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(effects.read(["pay"]).unread.count == 1)
    }

    @Test(
        "names of runs and phases lead nowhere else, and none is another's",
        arguments: ["..", "a/b", ".x", "ä", String(repeating: "/", count: 200)]
    )
    func names(name: String) throws {
        let own = EffectFolder(ofRun: name, in: folder.path)
        #expect(own.path.hasPrefix("\(folder.path)/effects/"))
        #expect(!own.path.dropFirst(folder.path.count + 9).contains("/"))
        let act = EffectAct(
            AgentEffect("charge"),
            by: .init(phase: PhaseID(name), attempt: 1),
            key: "k"
        )
        try own.append([act])
        #expect(own.read([PhaseID(name), "other"]).acts == [act])
        #expect(own.read(["other"]).acts.isEmpty)
    }

    @Test("the ledger goes with its run when the journal lets the run go")
    func retention() throws {
        let journal = try JournalDatabase(folder: folder.path)
        for id in ["old", "new"] {
            try journal.appendAll([
                JournalAppend(
                    run: id,
                    position: 0,
                    bytes: [1],
                    origin: RunOrigin(
                        id: id,
                        scenario: "s",
                        run: "r",
                        file: "f",
                        seed: 1,
                        startedAt: .zero
                    ),
                    status: "succeeded"
                )
            ])
            try EffectFolder(ofRun: id, in: folder.path)
                .append([EffectAct(AgentEffect("a"), by: pay, key: nil)])
        }
        #expect(try journal.trim(to: JournalLimits(runs: 1)) == 1)
        #expect(EffectFolder(ofRun: "old", in: folder.path).read(["pay"]).acts.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/effects/old"))
        #expect(EffectFolder(ofRun: "new", in: folder.path).read(["pay"]).acts.count == 1)
    }
}
