/// A validator that an output did not satisfy, and why.
package struct ValidationFinding: Sendable, Equatable {
    /// The validator, as reports name it.
    package let validator: String
    /// What was expected, and what was found, in no more than 8 KiB.
    package let message: String

    /// Records what a validator found.
    package init(_ validator: Validator, _ message: String) {
        self.init(named: validator.description, message: message)
    }

    /// Records what a validator of this name found.
    package init(named validator: String, message: String) {
        self.validator = validator
        self.message = BoundedMessage.bounded(message)
    }
}
