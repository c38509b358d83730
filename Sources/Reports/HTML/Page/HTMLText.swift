/// Texts that HTML shows as they are.
enum HTMLText {
    /// One line, for running text and for values of attributes in double quotes.
    static func line(_ text: String) -> String { escaped(PlainText.oneLine(text)) }

    /// Several lines, as they are.
    static func lines(_ text: String) -> String {
        escaped(PlainText.lines(text).joined(separator: "\n"))
    }

    /// The text with what HTML would act on written as references.
    static func escaped(_ text: String) -> String { MarkdownText.html(text) }
}
