import Testing

@testable import Charts

@Suite("Colours")
struct ColourTests {
    private static let grounds: [ColourToken] = [.background, .surface]

    @Test("text is read on every ground, 4.5 to 1 at least", arguments: ColourToken.allCases)
    func text(token: ColourToken) {
        guard token.use == .text else { return }
        for ground in Self.grounds {
            #expect(token.light.contrast(to: ground.light) >= 4.5, "light, on \(ground)")
            #expect(token.dark.contrast(to: ground.dark) >= 4.5, "dark, on \(ground)")
        }
    }

    @Test("marks are seen on every ground, 3 to 1 at least", arguments: ColourToken.allCases)
    func marks(token: ColourToken) {
        guard token.use == .mark else { return }
        for ground in Self.grounds + [.band] {
            #expect(token.light.contrast(to: ground.light) >= 3, "light, on \(ground)")
            #expect(token.dark.contrast(to: ground.dark) >= 3, "dark, on \(ground)")
        }
    }

    @Test("there is text, and there are marks")
    func uses() {
        #expect(ColourToken.allCases.count { $0.use == .text } >= 3)
        #expect(ColourToken.allCases.count { $0.use == .mark } >= 5)
    }

    /// The ratios that WCAG's own definition gives; of #767676, the lightest grey that may be read on white, 4.54.
    @Test("contrast is that of WCAG 2")
    func contrast() {
        #expect(abs(Colour(0x000000).contrast(to: Colour(0xffffff)) - 21) < 1e-9)
        #expect(abs(Colour(0x767676).contrast(to: Colour(0xffffff)) - 4.5415) < 0.001)
        #expect(abs(Colour(0x777777).contrast(to: Colour(0xffffff)) - 4.4781) < 0.001)
        #expect(abs(Colour(0xff0000).contrast(to: Colour(0xffffff)) - 3.9985) < 0.001)
        #expect(abs(Colour(0x0000ff).luminance - 0.0722) < 1e-9)
    }

    @Test("CSS has every token in both schemes, the light one on paper")
    func css() {
        let css = ColourToken.css
        for token in ColourToken.allCases {
            let values = [
                "\(token.property):\(token.light.css)", "\(token.property):\(token.dark.css)",
            ]
            for value in values { #expect(css.contains(value)) }
        }
        #expect(css.contains("@media screen and (prefers-color-scheme:dark)"))
        #expect(Colour(0x0b5cad).css == "#0b5cad")
    }
}
