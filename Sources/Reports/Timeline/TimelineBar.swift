internal import Workflows

/// What a phase did, drawn over the time of an execution.
struct TimelineBar: Sendable {
    /// What a column shows; the characters are in code page 437 or Latin-1, which every monospaced font covers.
    enum Cell: Character {
        case nothing = " "
        /// The phase has its turn, and neither an agent nor a delay is the reason.
        case turn = "─"
        case wait = "░"
        case attempt = "█"
        case compensation = "▒"
        case hit = "•"
        case restored = "○"
        case failure = "×"

        fileprivate var colour: ConsoleStyle.Colour? {
            switch self {
            case .nothing, .attempt: nil
            case .turn, .restored: .grey
            case .wait, .compensation: .yellow
            case .hit: .green
            case .failure: .red
            }
        }
    }

    private let duration: Duration
    private var cells: [Cell]

    /// Draws a phase into `width` columns.
    init(_ phase: PhaseTimeline, duration: Duration, width: Int) {
        self.duration = duration
        cells = Array(repeating: .nothing, count: max(1, width))
        for turn in phase.turns { draw(turn, .turn) }
        for wait in phase.waits { draw(wait, .wait) }
        for attempt in phase.attempts { draw(attempt) }
        for hit in phase.hits { cells[column(of: hit)] = .hit }
        for span in phase.compensations { draw(span, .compensation) }
        if phase.status == .restored { cells[0] = .restored }
        if phase.status == .failed || phase.status == .paused, let end = phase.turns.last?.end {
            cells[lastColumn(of: end)] = .failure
        }
        if phase.status == .notUndone, let end = phase.compensations.last?.end {
            cells[lastColumn(of: end)] = .failure
        }
    }

    /// The columns, without colours.
    var plain: String { String(cells.map(\.rawValue)) }

    /// The columns, each stretch in its colour.
    func text(_ style: ConsoleStyle) -> String {
        var text = ""
        var rest = cells[...]
        while let first = rest.first {
            let stretch = rest.prefix { $0 == first }
            rest = rest.dropFirst(stretch.count)
            let characters = String(stretch.map(\.rawValue))
            text += first.colour.map { style.painted(characters, $0) } ?? characters
        }
        return text
    }

    private mutating func draw(_ attempt: PhaseTimeline.Attempt) {
        var columns = columns(of: attempt.span)
        // The cross of the attempt before stays where there is room next to it.
        if columns.count > 1, cells[columns.lowerBound] == .failure {
            columns = columns.lowerBound + 1...columns.upperBound
        }
        for column in columns { cells[column] = .attempt }
        if attempt.outcome == .failed || attempt.outcome == .rejected {
            cells[columns.upperBound] = .failure
        }
    }

    private mutating func draw(_ span: PhaseTimeline.Span, _ cell: Cell) {
        for column in columns(of: span) { cells[column] = cell }
    }

    /// The columns that a span touches, at least one.
    private func columns(of span: PhaseTimeline.Span) -> ClosedRange<Int> {
        let first = column(of: span.start)
        return first...max(first, lastColumn(of: span.end ?? duration))
    }

    private func column(of time: Duration) -> Int {
        bounded(position(of: time).rounded(.down))
    }

    /// The column of what ends at a time, which does not reach into the one that begins there.
    private func lastColumn(of time: Duration) -> Int {
        bounded(position(of: time).rounded(.up) - 1)
    }

    private func position(of time: Duration) -> Double {
        guard duration > .zero else { return 0 }
        // Multiplied first: products of whole numbers are exact, so that ends meet beginnings.
        return Double(time.microseconds) * Double(cells.count) / Double(duration.microseconds)
    }

    private func bounded(_ column: Double) -> Int {
        Int(min(max(0, column), Double(cells.count - 1)))
    }
}
