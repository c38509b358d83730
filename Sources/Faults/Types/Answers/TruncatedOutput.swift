internal import Shapes
package import Workflows

/// Cuts the end off an answer.
package struct TruncatedOutput: Injection {
    /// Where an answer is cut.
    package enum Cut: Sendable, Equatable {
        /// After so many bytes.
        case bytes(Int)
        /// After this share of its bytes, 0...1.
        case share(Double)
    }

    /// Where it is cut.
    package let cut: Cut

    /// Declares the cut.
    package init(_ cut: Cut = .share(0.5)) {
        self.cut = cut
    }

    /// The text comes first, then the files in their order; no scalar is cut in two.
    package func apply(to answer: inout AnswerPassage, chance: Chance) {
        let output = answer.answer.output
        var left = limit(of: output)
        guard left < output.size else { return }
        var changed = output
        if output.text.utf8.count > left {
            changed = changed.saying(Self.beginning(of: output.text, bytes: left))
        }
        left = max(0, left - output.text.utf8.count)
        var files: [PhaseOutput.File] = []
        for file in output.files where left > 0 {
            let bytes = Array(file.bytes.prefix(left))
            files.append(.init(path: file.path, bytes: bytes, isExecutable: file.isExecutable))
            left -= bytes.count
        }
        answer.answer.output = changed.carrying(files)
    }

    private func limit(of output: PhaseOutput) -> Int {
        switch cut {
        case .bytes(let bytes): bytes
        case .share(let share): Int((Double(output.size) * share).rounded(.down))
        }
    }

    private static func beginning(of text: String, bytes: Int) -> String {
        let whole = text.unicodeScalars
        var end = text.utf8.index(text.startIndex, offsetBy: bytes, limitedBy: text.endIndex)
        while let place = end, place > text.startIndex, place.samePosition(in: whole) == nil {
            end = text.utf8.index(before: place)
        }
        return end.map { String(whole[..<$0]) } ?? text
    }
}

extension TruncatedOutput {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "truncate",
        places: [.agentOutput: .both],
        parameters: "at: SIZE or share of the answer (50%)",
        shape: .object([place.field]),
        summary: "The answer ends early: its text, then its files, are cut after this much.",
        imitates: "an answer that met the limit of its tokens, or a connection that closed early",
        source: "https://docs.anthropic.com/en/api/handling-stop-reasons (max_tokens); "
            + "https://github.com/Shopify/toxiproxy#limit_data",
        remedy: "validate outputs, and ask again; what is cut may still parse",
        samples: [#"{"at":"50%"}"#, #"{"at":"90%"}"#, #"{"at":1}"#],
        decode: { node, _, _ in
            guard let place = node[place] else { return TruncatedOutput() }
            if let bytes = place.size { return TruncatedOutput(.bytes(bytes)) }
            return place.probability.map { TruncatedOutput(.share($0)) }
        }
    )

    private static let place = Key(
        "at",
        .part(
            .anyOf(
                description: "a size such as 64 or \"1KiB\", or a share such as \"50%\"",
                [.size, .probability]
            )
        ),
        showing: "50%",
        example: "50%",
        doc: "After how many bytes, or after which share of them."
    )
}

extension FaultType {
    /// Cuts answers; see `TruncatedOutput`.
    package static let truncate = TruncatedOutput.type
}
