/// The script of every page: plain ECMAScript 2020 that needs nothing but its browser.
///
/// It makes elements and their text, never markup from text: whatever an agent said stays text.
enum PageScript {
    /// The parts share one scope; each uses what is above it.
    static let javaScript = """
        (() => {
        "use strict";
        \(elements)
        \(format)
        \(rows)
        \(query)
        \(drawing)
        \(waterfall)
        \(alignment)
        \(against)
        \(past)
        \(copying)
        \(runView)
        \(list)
        \(address)
        })();
        """
}
