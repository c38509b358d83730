/// Who makes a result that several want: one leads, the others wait.
///
/// A pure value. The waiting itself is the world's; a flight exists from its leader's miss to its landing.
package struct Flights<Participant: Hashable & Sendable>: Sendable {
    private struct Flight: Sendable {
        var leader: Participant
        var waiting: [Participant] = []
    }

    private var flights: [Digest: Flight] = [:]

    /// No flights.
    package init() {}

    /// Whether nobody makes anything.
    package var isEmpty: Bool { flights.isEmpty }

    /// Waits for the result where another makes it; says whether there is another.
    package mutating func waits(_ participant: Participant, for key: Digest) -> Bool {
        !flights.isEmpty && joins(participant, key)
    }

    // Apart from the question above, which nearly always is all that is asked: generic values cost before they are used.
    @inline(never)
    private mutating func joins(_ participant: Participant, _ key: Digest) -> Bool {
        guard let flight = flights[key], flight.leader != participant else { return false }
        if !flight.waiting.contains(participant) { flights[key]?.waiting.append(participant) }
        return true
    }

    /// Whether another makes the result.
    package func isMade(_ key: Digest, byAnotherThan participant: Participant) -> Bool {
        !flights.isEmpty && flights[key].map { $0.leader != participant } ?? false
    }

    /// Makes the result, because it was missing.
    package mutating func lead(_ participant: Participant, _ key: Digest) {
        flights[key] = Flight(leader: participant, waiting: flights[key]?.waiting ?? [])
    }

    /// The result is there, or its leader gave up: ends the flight, and says who waits, the longest waiting first.
    ///
    /// Each of them looks again. Where the result is missing still, the first to look leads and the others wait.
    package mutating func end(_ key: Digest, ledBy participant: Participant) -> [Participant] {
        guard let flight = flights[key], flight.leader == participant else { return [] }
        flights[key] = nil
        return flight.waiting
    }

    /// The keys whose results somebody makes that the condition names.
    package func keys(ledBy isLeader: (Participant) -> Bool) -> [Digest] {
        flights.isEmpty ? [] : flights.filter { isLeader($0.value.leader) }.keys.sorted()
    }

    /// Takes out everyone that the condition names, because their run is over or died; says who has to look again.
    package mutating func remove(where isGone: (Participant) -> Bool) -> [(
        key: Digest, Participant
    )] {
        guard !flights.isEmpty else { return [] }
        var released: [(key: Digest, Participant)] = []
        for key in flights.keys.sorted() {
            flights[key]?.waiting.removeAll(where: isGone)
            guard let flight = flights[key], isGone(flight.leader) else { continue }
            flights[key] = nil
            released += flight.waiting.map { (key, $0) }
        }
        return released
    }
}
