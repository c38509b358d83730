/// Who makes a result that several want: one leads, the others wait.
///
/// A pure value. The waiting itself is the world's; a flight exists from its leader's miss to its landing.
package struct Flights<Member: Hashable & Sendable>: Sendable {
    private struct Flight: Sendable {
        var leader: Member
        var waiting: [Member] = []
    }

    private var flights: [Digest: Flight] = [:]

    /// No flights.
    package init() {}

    /// Whether nobody makes anything.
    package var isEmpty: Bool { flights.isEmpty }

    /// Waits for the result where another makes it; says whether there is another.
    package mutating func waits(_ member: Member, for key: Digest) -> Bool {
        !flights.isEmpty && joins(member, key)
    }

    // Apart from the question above, which nearly always is all that is asked: generic values cost before they are used.
    @inline(never)
    private mutating func joins(_ member: Member, _ key: Digest) -> Bool {
        guard let flight = flights[key], flight.leader != member else { return false }
        if !flight.waiting.contains(member) { flights[key]?.waiting.append(member) }
        return true
    }

    /// Makes the result, because it was missing.
    package mutating func lead(_ member: Member, _ key: Digest) {
        flights[key] = Flight(leader: member, waiting: flights[key]?.waiting ?? [])
    }

    /// The result is there, or its leader gave up: ends the flight, and says who waits, the longest waiting first.
    ///
    /// Each of them looks again. Where the result is missing still, the first to look leads and the others wait.
    package mutating func end(_ key: Digest, ledBy member: Member) -> [Member] {
        guard let flight = flights[key], flight.leader == member else { return [] }
        flights[key] = nil
        return flight.waiting
    }

    /// Takes out everyone that the condition names, because their run is over or died; says who has to look again.
    package mutating func remove(where isGone: (Member) -> Bool) -> [(key: Digest, Member)] {
        guard !flights.isEmpty else { return [] }
        var released: [(key: Digest, Member)] = []
        for key in flights.keys.sorted() {
            flights[key]?.waiting.removeAll(where: isGone)
            guard let flight = flights[key], isGone(flight.leader) else { continue }
            flights[key] = nil
            released += flight.waiting.map { (key, $0) }
        }
        return released
    }
}
