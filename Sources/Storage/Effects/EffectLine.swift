internal import JSON
internal import Workflows

/// One line of a file of effects, as programs write them: `{"effect": "charge", "key": "…", "idempotent": true}`, or
/// `{"undo": "charge"}` with the same keys.
struct EffectLine: Equatable {
    let name: String
    let isUndo: Bool
    let key: String?
    let isIdempotent: Bool
    /// Which of several effects under one key it is, where the line says so.
    let place: Int?

    /// Why a line is not one.
    struct Mistake: Error {
        let reason: String

        init(_ reason: String) {
            self.reason = reason
        }
    }

    init(_ text: String) throws(Mistake) {
        var parser = JSONParser(text)
        let value: JSONValue
        do throws(JSONProblem) {
            value = try parser.parse()
        } catch {
            throw Mistake("expected a JSON object: \(error.message)")
        }
        guard case .object(let members) = value else { throw Mistake("expected a JSON object") }
        if let name = parser.repeatedName { throw Mistake("\"\(name)\" comes twice") }
        for key in members.keys.sorted() where !Self.keys.contains(key) {
            throw Mistake("\"\(key)\" is no key of an effect")
        }
        (name, isUndo) = try Self.name(members)
        switch members["key"] {
        case nil: key = nil
        case .text(let text)? where !text.isEmpty: key = text
        default: throw Mistake("expected \"key\" to be a text that is not empty")
        }
        switch members["idempotent"] {
        case nil: isIdempotent = true
        case .boolean(let value)?: isIdempotent = value
        default: throw Mistake("expected \"idempotent\" to be true or false")
        }
        switch members["place"] {
        case nil: place = nil
        case .number(let number)?:
            guard let whole = number.integer, whole >= 0 else { fallthrough }
            place = whole
        default: throw Mistake("expected \"place\" to be a whole number from 0")
        }
    }

    private static let keys: Set = ["effect", "undo", "key", "idempotent", "place"]

    private static func name(
        _ members: [String: JSONValue]
    ) throws(Mistake) -> (String, isUndo: Bool) {
        switch (members["effect"], members["undo"]) {
        case (.text(let name)?, nil) where !name.isEmpty: return (name, false)
        case (nil, .text(let name)?) where !name.isEmpty: return (name, true)
        default: throw Mistake("expected \"effect\" or \"undo\" with a name")
        }
    }

    /// The line of an act, as a program would write it.
    static func bytes(_ act: EffectAct) -> [UInt8] {
        var members: [String: JSONValue] = [
            act.isUndo ? "undo" : "effect": .text(act.effect.name),
            "idempotent": .boolean(act.effect.isIdempotent),
            "place": .number(JSONNumber(act.place)),
        ]
        if let key = act.key { members["key"] = .text(key) }
        return Array(JSONValue.object(members).text.utf8) + [UInt8(ascii: "\n")]
    }
}
