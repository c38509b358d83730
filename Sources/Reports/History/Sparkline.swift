/// Values as a row of bars, each one column wide.
enum Sparkline {
    private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    /// What a terminal shows that draws no bars.
    private static let digits: [Character] = ["1", "2", "3", "4", "5", "6", "7", "8"]

    /// The values in their order, from the least to the greatest; where all are equal, in the middle.
    static func text(_ values: [Double], isPlain: Bool) -> String {
        let marks = isPlain ? digits : bars
        guard let least = values.min(), let greatest = values.max() else { return "" }
        let steps = Double(marks.count)
        return String(
            values.map { value in
                guard greatest > least else { return marks[marks.count / 2 - 1] }
                let share = (value - least) / (greatest - least)
                return marks[min(marks.count - 1, max(0, Int(share * steps)))]
            }
        )
    }
}
