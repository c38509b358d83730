/// A colour by what it is for; pages and charts know no others.
package enum ColourToken: String, Sendable, CaseIterable {
    /// What everything lies on.
    case background
    /// What is set off from the background.
    case surface
    /// Thin lines that only part things from each other.
    case border
    /// Text.
    case text
    /// Text of less weight.
    case muted
    /// Links, and what is focused.
    case link
    /// What held.
    case good
    /// What did not hold, and what failed.
    case bad
    /// What is doubtful: flaky, inconclusive, degraded.
    case doubtful
    /// An agent at work, and measured values.
    case work
    /// Time in which something waits.
    case wait
    /// A result from the cache.
    case hit
    /// What a fault did.
    case fault
    /// What decided how long it took.
    case path
    /// The lines that bound a band.
    case edge
    /// The area of a band; its edges, not its area, are to be seen.
    case band

    /// What a colour is to be told from.
    package enum Use: Sendable {
        /// It lies below everything.
        case ground
        /// It is read.
        case text
        /// It is seen, and carries meaning.
        case mark
        /// Nothing depends on it.
        case decoration
    }

    /// What it is used for at most.
    package var use: Use {
        switch self {
        case .background, .surface: .ground
        case .border, .band: .decoration
        case .text, .muted, .link, .good, .bad, .doubtful: .text
        case .work, .wait, .hit, .fault, .path, .edge: .mark
        }
    }

    /// On a light page.
    package var light: Colour {
        switch self {
        case .background: Colour(0xffffff)
        case .surface: Colour(0xf4f6f9)
        case .border: Colour(0xd5dae1)
        case .text: Colour(0x1b1f24)
        case .muted: Colour(0x57606a)
        case .link: Colour(0x0b5cad)
        case .good: Colour(0x17703a)
        case .bad: Colour(0xb42318)
        case .doubtful: Colour(0x8a5300)
        case .work: Colour(0x3a78c3)
        case .wait: Colour(0x93670b)
        case .hit: Colour(0x1a7f44)
        case .fault: Colour(0xa3338f)
        case .path: Colour(0x5b3fc4)
        case .edge: Colour(0x5f8f72)
        case .band: Colour(0xdff0e5)
        }
    }

    /// On a dark page.
    package var dark: Colour {
        switch self {
        case .background: Colour(0x14171c)
        case .surface: Colour(0x1d2229)
        case .border: Colour(0x39414c)
        case .text: Colour(0xe6eaf0)
        case .muted: Colour(0xa3adb9)
        case .link: Colour(0x79b8ff)
        case .good: Colour(0x63c785)
        case .bad: Colour(0xff8a7a)
        case .doubtful: Colour(0xe3b341)
        case .work: Colour(0x6ea8e8)
        case .wait: Colour(0xd9a441)
        case .hit: Colour(0x5cc27a)
        case .fault: Colour(0xe58bd0)
        case .path: Colour(0xb49cff)
        case .edge: Colour(0x6fae87)
        case .band: Colour(0x1f3a2a)
        }
    }

    /// The name of its custom property in CSS.
    package var property: String { "--\(rawValue)" }

    /// The rules that give every token its value, in the reader's scheme; on paper the light ones.
    package static var css: String {
        func rule(_ colour: (ColourToken) -> Colour) -> String {
            allCases.map { "\($0.property):\(colour($0).css)" }.joined(separator: ";")
        }
        return """
            :root{color-scheme:light dark;\(rule(\.light))}
            @media screen and (prefers-color-scheme:dark){:root{\(rule(\.dark))}}

            """
    }
}
