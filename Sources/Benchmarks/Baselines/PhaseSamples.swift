/// How long one phase took in each sample of a series, in microseconds: from its start to its end, its retries and their
/// delays among it, summed where it had several turns.
package struct PhaseSamples: Sendable, Equatable {
    /// The phase's name.
    package var name: String
    /// A number for each sample; 0 where the phase had no turn.
    package var samples: [Int]
}
