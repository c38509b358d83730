internal import Faults
internal import Shapes

extension ScenarioFiles {
    /// The files of the repository as parameters of faults and latencies name them.
    var named: NamedFiles {
        NamedFiles { node in
            let path = node.text ?? ""
            return relative(to: node).read(path).map { bytes in
                let name = ScenarioInheritance.name(of: path, from: node.location.file)
                return NamedFiles.File(name: name, bytes: bytes)
            }
            .mapError { NamedFiles.Mistake($0.message) }
        }
    }
}
