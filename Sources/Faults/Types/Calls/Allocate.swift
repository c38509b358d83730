internal import Quantities
internal import Shapes
package import Workflows

/// Lets a call hold memory while its agent works.
package struct Allocate: Injection {
    /// How much, in bytes.
    package let bytes: Int

    /// Declares the memory.
    package init(bytes: Int) {
        self.bytes = bytes
    }

    package func apply(to call: inout AgentCall, chance: Chance) {
        call.hold(bytes: bytes)
    }

    /// The most that a call may hold: the tool itself must not die of it.
    private static let most = 1 << 30
}

extension Allocate {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "allocate",
        places: [.agentCall: .live],
        parameters: "bytes: SIZE (required, at most 1GiB)",
        shape: .object([bytes.field]),
        summary:
            "The call holds this much memory while its agent works, and reports it as its own.",
        imitates: "an agent that loads a large file or leaks",
        source: "https://github.com/ColinIanKing/stress-ng (vm stressors)",
        remedy: "watch memory per call, and bound how many agents work at a time",
        samples: [#"{"bytes":"16MiB"}"#, #"{"bytes":"256MiB"}"#],
        decode: { node, path, mistakes in
            guard let declared = node[bytes] else { return nil }
            guard (1...most).contains(declared) else {
                mistakes.add(
                    node.node(bytes) ?? node,
                    "\(path).bytes",
                    "expected 1 to \(SizeSyntax.text(most)), found \(SizeSyntax.text(declared))"
                )
                return nil
            }
            return Allocate(bytes: declared)
        }
    )

    private static let bytes = Key(
        "bytes",
        .size,
        required: true,
        example: "64MiB",
        doc: "How much memory."
    )
}

extension FaultType {
    /// Holds memory; see `Allocate`.
    package static let allocate = Allocate.type
}
