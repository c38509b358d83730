import Testing

@testable import Charts

@Suite("Scales and ticks")
struct ChartScaleTests {
    @Test("a linear scale places equal differences equally far apart")
    func linear() {
        let scale = ChartScale(.linear, domain: 10...20, range: (100, 200))
        #expect(scale.position(of: 10) == 100)
        #expect(scale.position(of: 15) == 150)
        #expect(scale.position(of: 20) == 200)
    }

    @Test("a logarithmic scale places equal ratios equally far apart")
    func logarithmic() {
        let scale = ChartScale(.logarithmic, domain: 1...1000, range: (0, 300))
        #expect(abs(scale.position(of: 10) - 100) < 1e-9)
        #expect(abs(scale.position(of: 100) - 200) < 1e-9)
        #expect(abs(scale.position(of: 3.162_277_660_168_379) - 50) < 1e-9)
    }

    @Test(
        "what has no place is at an end",
        arguments: [
            (Double.infinity, 1.0), (-.infinity, 0), (.nan, 0), (1e300, 1), (-1, 0),
        ]
    )
    func outside(value: Double, place: Double) {
        #expect(ChartScale(.linear, domain: 0...1, range: (0, 1)).position(of: value) == place)
    }

    @Test("a range may run backwards, as pixels do from below to above")
    func backwards() {
        let scale = ChartScale(.linear, domain: 0...4, range: (100, 20))
        #expect(scale.position(of: 1) == 80)
    }

    @Test(
        "a domain without width or without logarithm is made one that can be drawn",
        arguments: [
            0.0...0.0, 5.0...5.0, -3.0 ... -3.0,
        ]
    )
    func narrow(domain: ClosedRange<Double>) {
        let scale = ChartScale(.logarithmic, domain: domain, range: (0, 10))
        #expect(scale.domain.upperBound > scale.domain.lowerBound)
        let place = scale.position(of: domain.lowerBound)
        #expect(place > 0 && place < 10)
    }

    @Test("a logarithm of values from 0 on is none: the scale is linear")
    func zero() {
        let scale = ChartScale(.logarithmic, domain: 0...10, range: (0, 10))
        #expect(scale.kind == .linear)
        #expect(scale.position(of: 5) == 5)
    }

    @Test(
        "ticks are 1, 2 or 5 times a power of ten apart",
        arguments: [
            (0.0...1.0, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]),
            (0.0...97.0, 5, [0, 20, 40, 60, 80]),
            (-1.0...1.0, 4, [-1, -0.5, 0, 0.5, 1]),
            (0.93...1.07, 4, [0.95, 1, 1.05]),
            (3.0...3.1, 2, [3, 3.05, 3.1]),
        ]
    )
    func linearTicks(domain: ClosedRange<Double>, count: Int, ticks: [Double]) {
        let scale = ChartScale(.linear, domain: domain, range: (0, 1))
        #expect(AxisTicks.values(of: scale, about: count) == ticks)
    }

    @Test("logarithmic ticks are 1, 2 and 5 times powers of ten, over many decades the powers")
    func logarithmicTicks() {
        let two = ChartScale(.logarithmic, domain: 0.5...50, range: (0, 1))
        #expect(AxisTicks.values(of: two, about: 5) == [0.5, 1, 2, 5, 10, 20, 50])
        let nine = ChartScale(.logarithmic, domain: 1...1e9, range: (0, 1))
        #expect(AxisTicks.values(of: nine, about: 5) == [1, 100, 1e4, 1e6, 1e8])
    }

    @Test("ticks lie in their domain, and there are a few of them", arguments: 1...200)
    func domains(number: Int) {
        let low = Double(number * number % 97) / 7 + 0.001
        let high = low * (1 + Double(number) / 3)
        for kind in [ChartScale.Kind.linear, .logarithmic] {
            let scale = ChartScale(kind, domain: low...high, range: (0, 1))
            let ticks = AxisTicks.values(of: scale, about: 5)
            #expect(ticks.allSatisfy(scale.holds))
            #expect((2...12).contains(ticks.count), "\(low)...\(high): \(ticks)")
            #expect(ticks == ticks.sorted())
        }
    }
}
