package import Benchmarks

/// The verdicts on claims as Markdown.
package enum VerdictMarkdown {
    /// A title, what is to be said of each claim, and the table over climates where a claim was measured in several; at most
    /// `limit` bytes of it.
    package static func text(
        _ verdicts: [ClaimVerdict],
        limit: Int = SummaryMarkdown.maxBytes
    ) -> String {
        let table = ClimateTable.markdown(verdicts)
        // A table that leaves no room for the rest stays among the lines, which are cut.
        let isApart = !table.isEmpty && table.utf8.count < limit / 2
        let text = SummaryMarkdown.text(
            title: "Claims",
            lines: VerdictReport.text(verdicts, withClimates: !isApart),
            limit: isApart ? limit - table.utf8.count - 1 : limit
        )
        return isApart && !text.isEmpty ? "\(text)\n\(table)" : text
    }
}
