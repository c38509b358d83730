/// The keys of a shape as a page of Markdown: what each may be, what holds without it, how it may look, what it does.
package struct ReferencePage {
    /// Paths whose tables are elsewhere on the page, with where that is.
    private let elsewhere: [String: String]
    private var tables: [String] = []

    private init(elsewhere: [String: String]) {
        self.elsewhere = elsewhere
    }

    /// One table for each mapping, under its path; the same shape gives the same bytes.
    ///
    /// - Parameter elsewhere: Paths that have no table of their own, because what is there has one under another path.
    package static func render(
        _ shape: Shape,
        at path: String,
        elsewhere: [String: String] = [:]
    ) -> String {
        var page = ReferencePage(elsewhere: elsewhere)
        page.render(shape, at: path)
        return page.tables.joined(separator: "\n")
    }

    private mutating func render(_ shape: Shape, at path: String) {
        guard elsewhere[path] == nil else { return }
        switch shape {
        case .object(let fields, _), .tagged(let fields):
            guard !fields.isEmpty else { return }
            tables.append(table(fields, at: path))
            for field in fields { render(field.shape, at: Self.path(of: field, below: path)) }
        case .map(let value, let keyName):
            render(value, at: "\(path).\(keyName.uppercased())")
        case .list(let item, _): render(item, at: "\(path)[]")
        case .singleOrList(let item): render(item, at: path)
        case .anyOf(_, let variants):
            for variant in variants { render(variant, at: path) }
        case .named(_, let named): render(named(), at: path)
        default: break
        }
    }

    private static func path(of field: Field, below path: String) -> String {
        path.isEmpty ? field.key : "\(path).\(field.key)"
    }

    private func table(_ fields: [Field], at path: String) -> String {
        var lines = [
            path.isEmpty ? "## The file" : "## `\(path)`", "",
            "| key | may be | default | example | |", "| --- | --- | --- | --- | --- |",
        ]
        for field in fields {
            let standard =
                field.defaultText.map { $0.isEmpty ? "empty" : "`\($0)`" }
                ?? (field.isRequired ? "required" : "")
            let place = elsewhere[Self.path(of: field, below: path)].map { " Keys: `\($0)`." } ?? ""
            let cells = [
                "`\(field.key)`", field.shape.expectation, standard, "`\(field.exampleText)`",
                field.doc + place,
            ]
            lines.append("| " + cells.map(Self.escaped).joined(separator: " | ") + " |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A bar would end the table's cell.
    private static func escaped(_ text: String) -> String {
        text.replacing("|", with: "\\|")
    }
}
