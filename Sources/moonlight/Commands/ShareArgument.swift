internal import ArgumentParser
internal import Quantities

/// A share above 0 such as `5%` or `0.05`.
struct ShareArgument: ExpressibleByArgument {
    let share: Double

    init?(argument: String) {
        guard let share = ProbabilitySyntax.parse(argument), share > 0 else { return nil }
        self.share = share
    }
}
