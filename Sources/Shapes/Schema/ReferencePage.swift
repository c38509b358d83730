/// The keys of a shape as a page of Markdown: what each may be, what holds without it, what it does.
package enum ReferencePage {
    /// One table for each mapping, under its path; the same shape gives the same bytes.
    package static func render(_ shape: Shape, at path: String) -> String {
        var tables: [String] = []
        render(shape, at: path, into: &tables)
        return tables.joined(separator: "\n")
    }

    private static func render(_ shape: Shape, at path: String, into tables: inout [String]) {
        switch shape {
        case .object(let fields, _), .tagged(let fields):
            guard !fields.isEmpty else { return }
            tables.append(table(fields, at: path))
            for field in fields { render(field.shape, at: "\(path).\(field.key)", into: &tables) }
        case .map(let value, let keyName):
            render(value, at: "\(path).\(keyName.uppercased())", into: &tables)
        case .list(let item, _): render(item, at: "\(path)[]", into: &tables)
        case .singleOrList(let item): render(item, at: path, into: &tables)
        case .anyOf(_, let variants):
            for variant in variants { render(variant, at: path, into: &tables) }
        case .named(_, let named): render(named(), at: path, into: &tables)
        default: break
        }
    }

    private static func table(_ fields: [Field], at path: String) -> String {
        var lines = [
            "## `\(path)`", "", "| key | may be | default | |", "| --- | --- | --- | --- |",
        ]
        for field in fields {
            let standard =
                field.defaultText.map { "`\($0)`" } ?? (field.isRequired ? "required" : "")
            lines.append(
                "| `\(field.key)` | \(escaped(field.shape.expectation)) | \(standard) | "
                    + "\(escaped(field.doc)) |"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A bar would end the table's cell.
    private static func escaped(_ text: String) -> String {
        text.replacing("|", with: "\\|")
    }
}
