package import JSON

/// Which of a scenario's variants this one is: what `seeds` and `matrix` chose for it.
package struct ScenarioVariant: Sendable, Equatable {
    /// The value of one key of the matrix.
    package struct Setting: Sendable, Equatable {
        /// The path of the key, such as `config.retry.max_attempts`.
        package let key: String
        /// The value, as reports write it in JSON.
        package let value: JSONValue
        /// The value, as names of variants show it.
        package let text: String

        /// Puts a value at a key.
        package init(key: String, value: JSONValue, text: String) {
            self.key = key
            self.value = value
            self.text = text
        }
    }

    /// The seed, where `seeds` chose it.
    package let seed: UInt64?
    /// The value of each key of the matrix, in the order of the file.
    package let settings: [Setting]

    /// Names a variant.
    package init(seed: UInt64? = nil, settings: [Setting] = []) {
        self.seed = seed
        self.settings = settings
    }

    /// The variant as names bear it: `[seed 3, config.retry.max_attempts=4]`.
    package var label: String {
        "[" + (seed.map { ["seed \($0)"] } ?? []).joined()
            + (seed == nil || settings.isEmpty ? "" : ", ")
            + settingsText + "]"
    }

    /// The same without the seed, `nil` where the matrix chose nothing: with a seed it names the variant exactly.
    package var settingsLabel: String? { settings.isEmpty ? nil : "[\(settingsText)]" }

    /// The variant as names of files bear it.
    package var fileLabel: String {
        ((seed.map { ["seed-\($0)"] } ?? []) + settings.map { "\($0.key)-\($0.text)" })
            .joined(separator: "-")
    }

    private var settingsText: String {
        settings.map { "\($0.key)=\($0.text)" }.joined(separator: ", ")
    }
}
