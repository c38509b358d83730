/// A page that is whole in itself: it fetches nothing, and nothing in it runs but its own script.
struct HTMLPage {
    /// What its tab and its list of pages call it.
    var title: String
    /// What it shows without a script, as HTML.
    var body: String
    /// The data that the script reads, as JSON; without data the page has no script.
    var data: [UInt8]?

    /// The document in UTF-8.
    var bytes: [UInt8] {
        let (style, script) = (PageStyle.css, data.map { _ in PageScript.javaScript })
        var bytes: [UInt8] = []
        bytes.append(contentsOf: head(style: style, script: script).utf8)
        bytes.append(contentsOf: body.utf8)
        if let data, let script {
            bytes.append(contentsOf: "<script type=\"application/json\" id=\"moonlight\">".utf8)
            Self.append(data, to: &bytes)
            bytes.append(contentsOf: "</script>\n<script>\(script)</script>\n".utf8)
        }
        bytes.append(contentsOf: "</body>\n</html>\n".utf8)
        return bytes
    }

    /// How many bytes JSON takes in a page, where each `<` is written as six.
    static func size(of json: [UInt8]) -> Int {
        json.count + 5 * json.count { $0 == UInt8(ascii: "<") }
    }

    private func head(style: String, script: String?) -> String {
        let scripts = script.map { "script-src '\(ContentHash.text(of: $0))'; " } ?? ""
        let policy =
            "default-src 'none'; \(scripts)style-src '\(ContentHash.text(of: style))'; "
            + "base-uri 'none'; form-action 'none'"
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="generator" content="moonlight">
            <title>\(HTMLText.line(title))</title>
            <style>\(style)</style>
            </head>
            <body>

            """
    }

    /// JSON in which nothing ends the element: `<` is only found within its strings.
    private static func append(_ json: [UInt8], to bytes: inout [UInt8]) {
        let escape = Array("\\u003c".utf8)
        bytes.reserveCapacity(bytes.count + json.count + json.count / 64)
        for byte in json {
            if byte == UInt8(ascii: "<") { bytes += escape } else { bytes.append(byte) }
        }
    }
}
