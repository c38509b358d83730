internal import ArgumentParser
internal import Quantities

/// A share such as `5%` or `0.05`.
struct ShareArgument: ExpressibleByArgument {
    let share: Double

    init(share: Double) {
        self.share = share
    }

    init?(argument: String) {
        guard let share = ProbabilitySyntax.parse(argument) else { return nil }
        self.share = share
    }

    var defaultValueDescription: String { "\(share)" }
}
