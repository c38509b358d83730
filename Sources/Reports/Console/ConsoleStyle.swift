/// How a suite is reported on a console.
package struct ConsoleStyle: Sendable, Equatable {
    /// Whether statuses have colours.
    package var isColoured: Bool
    /// Whether only failures and the summary are reported.
    package var isQuiet: Bool

    /// Chooses how a suite is reported.
    package init(isColoured: Bool = false, isQuiet: Bool = false) {
        self.isColoured = isColoured
        self.isQuiet = isQuiet
    }

    /// A colour by its number in an SGR sequence (ECMA-48, 8.3.117).
    enum Colour: Int {
        case red = 31
        case green = 32
        case yellow = 33
        case grey = 90
    }

    /// The text in a colour, where there are colours.
    func painted(_ text: String, _ colour: Colour) -> String {
        isColoured ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }
}
