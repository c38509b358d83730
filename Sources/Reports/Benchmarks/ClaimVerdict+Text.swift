internal import Benchmarks

extension ClaimVerdict {
    /// A number as the claim speaks of it: a share in percent, a ratio as a decimal number.
    func text(of number: Double?) -> String {
        switch estimand {
        case .reduction, .proportion: MeasuredText.percent(number)
        case .speedup, .noChange, .noDifference: MeasuredText.fixed(number, places: 3)
        }
    }
}
