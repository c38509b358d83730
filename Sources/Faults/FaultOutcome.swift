/// How a fault that fired ended.
package enum FaultOutcome: String, Sendable {
    /// The runs ended as they would have ended without it.
    case absorbed
    /// They did not.
    case surfaced
    /// It never fired.
    case neverFired = "never_fired"
}
