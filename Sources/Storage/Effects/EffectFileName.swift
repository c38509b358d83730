internal import Files
internal import Workflows

/// The name of the file of one attempt: its phase, how often the phase's work was discarded, its number, and `undo` where
/// it undoes the phase.
struct EffectFileName {
    let origin: EffectAct.Origin

    init(_ origin: EffectAct.Origin) {
        self.origin = origin
    }

    /// Reads a name; `nil` where it is not one of a phase among these.
    init?(_ name: FileName, among phases: [PhaseID]) {
        let parts = String(decoding: name.bytes, as: UTF8.self).split(
            separator: ".",
            omittingEmptySubsequences: false
        )
        guard parts.count == 3 || (parts.count == 4 && parts[3] == "undo"),
            let phase = phases.first(where: { Self.token($0.name) == parts[0] }),
            let discards = Int(parts[1]), let attempt = Int(parts[2]), discards >= 0, attempt > 0
        else { return nil }
        origin = EffectAct.Origin(
            phase: phase,
            discards: discards,
            attempt: attempt,
            isUndoing: parts.count == 4
        )
    }

    var text: String {
        "\(Self.token(origin.phase.name)).\(origin.discards).\(origin.attempt)"
            + (origin.isUndoing ? ".undo" : "")
    }

    /// Where it is read: an undoing comes after the work that it undoes.
    func place(in phases: [PhaseID]) -> (Int, Int, Int, Int) {
        (
            phases.firstIndex(of: origin.phase) ?? phases.count, origin.discards,
            origin.isUndoing ? 1 : 0, origin.attempt
        )
    }

    /// A name of the user's own as part of a path: no two have the same, and none leads elsewhere.
    static func token(_ name: String) -> String {
        var token = ""
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                token.unicodeScalars.append(Unicode.Scalar(byte))
            default: token += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        // A file system has names of 255 bytes.
        return token.utf8.count <= 200 ? token : "%%\(Digest(of: name))"
    }
}
