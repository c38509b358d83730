internal import Charts

/// An axis that shows some values whole, with a little room beside them.
struct ValueAxis {
    /// From where to where it goes.
    let domain: ClosedRange<Double>
    private let text: (Double?) -> String

    /// An axis for these values.
    ///
    /// - Parameter loose: Values that it shows too, as long as they leave the others half of the room.
    init(_ values: [Double], loose: [Double] = [], text: @escaping (Double?) -> String) {
        let finite = values.filter(\.isFinite)
        let core = (finite.min() ?? 0)...(finite.max() ?? 1)
        let room = max(core.upperBound - core.lowerBound, core.upperBound.magnitude * 0.02) / 2
        let low = max(loose.filter(\.isFinite).min() ?? .infinity, core.lowerBound - room)
        let high = min(loose.filter(\.isFinite).max() ?? -.infinity, core.upperBound + room)
        let shown = min(core.lowerBound, low)...max(core.upperBound, high)
        let margin = max(shown.upperBound - shown.lowerBound, room) * 0.06
        domain = shown.lowerBound - margin...shown.upperBound + margin
        self.text = text
    }

    /// The axis with its ticks.
    func axis(title: String, about count: Int = 4) -> Chart.Axis {
        let scale = ChartScale(.linear, domain: domain, range: (0, 1))
        let ticks = AxisTicks.values(of: scale, about: count).map { Chart.Tick($0, text($0)) }
        return Chart.Axis(.values(.linear, domain), title: title, ticks: ticks)
    }
}
