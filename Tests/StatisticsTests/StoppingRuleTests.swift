import Testing

@testable import Statistics

@Suite("Stopping")
struct StoppingRuleTests {
    private func interval(_ low: Double, _ high: Double, ratio: Double = 1) -> RatioInterval {
        RatioInterval(ratio: ratio, low: low, high: high)
    }

    @Test("it goes on while the interval is wide, and stops for its width or at the cap")
    func decisions() {
        let rule = StoppingRule(width: 0.1, cap: 20)
        #expect(rule.decision(after: 3, interval: nil) == .goOn)
        #expect(rule.decision(after: 10, interval: interval(0.9, 1.1)) == .goOn)
        #expect(rule.decision(after: 10, interval: interval(0.96, 1.05)) == .stop(.width))
        #expect(rule.decision(after: 20, interval: interval(0.9, 1.1)) == .stop(.cap))
        #expect(rule.decision(after: 20, interval: interval(0.96, 1.05)) == .stop(.width))
        #expect(rule.decision(after: 20, interval: nil) == .stop(.cap))
    }

    @Test("the width is a share of the estimate")
    func width() {
        #expect(agree(interval(0.45, 0.55, ratio: 0.5).relativeWidth ?? 0, 0.2))
        #expect(interval(0, 0, ratio: 0).relativeWidth == 0)
        #expect(interval(0, 1, ratio: 0).relativeWidth == nil)
        #expect(interval(1, .infinity).relativeWidth == nil)
        #expect(interval(.infinity, .infinity, ratio: .infinity).relativeWidth == nil)
    }

    @Test("without a width it goes on to the cap")
    func capOnly() {
        let rule = StoppingRule(width: nil, cap: 6)
        #expect(rule.decision(after: 5, interval: interval(1, 1)) == .goOn)
        #expect(rule.decision(after: 6, interval: interval(1, 1)) == .stop(.cap))
    }
}
