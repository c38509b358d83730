internal import Agents
internal import Files
internal import Workflows

extension ProcessAgent.Source {
    /// The paths of all that there are, sorted. No link to a folder is followed, and hidden folders are looked into
    /// only where the pattern names one.
    func files() -> [String] {
        let looksIntoHidden = pattern.text.hasPrefix(".") || pattern.text.contains("/.")
        var found: [String] = []
        var open = [pattern.folders.joined(separator: "/")]
        while let next = open.popLast(), !Task.isCancelled {
            let path = next.isEmpty ? folder : "\(folder)/\(next)"
            guard let opened = try? Descriptor.folder(path), let names = try? opened.names()
            else { continue }
            for name in names {
                guard let status = try? opened.status(of: name),
                    let text = RelativePath([name]).text
                else { continue }
                let below = next.isEmpty ? text : "\(next)/\(text)"
                if status.kind == .folder {
                    if looksIntoHidden || !name.isHidden { open.append(below) }
                } else if pattern.matches(below) {
                    found.append(below)
                }
            }
        }
        return found.sorted()
    }
}
