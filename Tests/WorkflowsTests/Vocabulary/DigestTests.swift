import Testing

@testable import Workflows

@Suite("Digests")
struct DigestTests {
    private func digest(_ domain: String, _ add: (inout DigestBuilder) -> Void = { _ in }) -> Digest
    {
        var builder = DigestBuilder(domain)
        add(&builder)
        return builder.digest
    }

    // Each from `sha256sum` over the same bytes; a length is eight bytes, little-endian:
    // printf '\006\0\0\0\0\0\0\0text/1\003\0\0\0\0\0\0\0abc' | sha256sum
    @Test("a text's digest is the SHA-256 of its domain and itself, each after its length")
    func knownVector() {
        #expect(
            Digest(of: "abc").description
                == "15faed89fc78f2b03a2b1c639a3bfcbf685ab78e9b9660843b195278f5b6b4e3"
        )
        #expect(Digest(of: "abc").short == "15faed89fc78f2b0")
        #expect(
            digest("").description
                == "af5570f5a1810b7af78caf4bc70a660f0df51e42baf91d4de5b2328de0e83dfc"
        )
    }

    // The same, of output/1, "hello", 1, "a.txt", "hi" and −1 for the absent response.
    @Test("an output's digest covers text, files and status in their documented order")
    func outputVector() {
        let output = PhaseOutput(
            text: "hello",
            files: [.init(path: "a.txt", bytes: Array("hi".utf8))]
        )
        #expect(
            output.digest.description
                == "973fb815a4bc01d07c84a0662f97ade4816f4ff51743d0b447f84ff3875666db"
        )
    }

    // From Python's hashlib over "test", so many x, zeros up to a multiple of 64 bytes, and "end". 44 need no zeros.
    @Test(
        "what is sealed is filled up with zeros to the end of a block",
        arguments: [
            (0, "876998726d5bc21944175241bb70af89fef19d4e88164ea11df8c67723b1c851"),
            (44, "4ae630fab179194f0eb3dad0d38397b50808055ff17a7514f1cf31c2c43083b8"),
            (45, "9c45eb06896a5912272f1e25c254ff9ba87154f775bda2bc95fa8fc442647c6c"),
            (5000, "5ec3b3c31adfdf7e50dcb0553c5088dca339e55b5d03ee93d0a6edc401235401"),
        ]
    )
    func sealed(length: Int, expected: String) {
        let sealed = digest("test") { builder in
            builder.add(String(repeating: "x", count: length))
            builder.seal()
            builder.add("end")
        }
        #expect(sealed.description == expected)
    }

    @Test("fields do not run into each other")
    func lengthPrefix() {
        let one = digest("test") { builder in
            builder.add("ab")
            builder.add("c")
        }
        let other = digest("test") { builder in
            builder.add("a")
            builder.add("bc")
        }
        #expect(one != other)
        #expect(digest("ab") { $0.add("c") } != digest("a") { $0.add("bc") })
    }

    @Test("the order of fields counts, and so do empty ones and the domain")
    func order() {
        let ab = digest("test") { builder in
            builder.add("a")
            builder.add("b")
        }
        let ba = digest("test") { builder in
            builder.add("b")
            builder.add("a")
        }
        #expect(ab != ba)
        #expect(digest("test") != digest("test") { $0.add("") })
        #expect(digest("one") { $0.add("a") } != digest("two") { $0.add("a") })
    }

    @Test("text and the same bytes have the same digest")
    func bytes() {
        #expect(digest("test") { $0.add("é") } == digest("test") { $0.add(bytes: [0xC3, 0xA9]) })
    }

    @Test("digests compare as their hexadecimal digits do")
    func comparison() {
        let digests = (0..<200).map { Digest(of: "\($0)") }
        #expect(digests.sorted().map(\.description) == digests.map(\.description).sorted())
        #expect(digests.allSatisfy { $0.description.hasPrefix($0.short) })
        #expect(digests.allSatisfy { $0.description.count == 64 })
    }

    @Test("files are digested in the order of their paths, whatever the order in which they came")
    func files() {
        let a = PhaseOutput.File(path: "a", bytes: [1])
        let b = PhaseOutput.File(path: "b", bytes: [2])
        #expect(
            PhaseOutput(text: "", files: [a, b]).digest
                == PhaseOutput(text: "", files: [b, a]).digest
        )
        let swapped = [
            PhaseOutput.File(path: "a", bytes: [2]), PhaseOutput.File(path: "b", bytes: [1]),
        ]
        #expect(
            PhaseOutput(text: "", files: [a, b]).digest
                != PhaseOutput(text: "", files: swapped).digest
        )
    }

    @Test("a response's status is part of the digest, its port is not")
    func response() {
        func digest(status: Int, port: Int) -> Digest {
            PhaseOutput(text: "x", response: .init(status: status, body: "x", port: port)).digest
        }
        #expect(digest(status: 200, port: 1) == digest(status: 200, port: 2))
        #expect(digest(status: 200, port: 1) != digest(status: 201, port: 1))
        #expect(digest(status: 200, port: 1) != PhaseOutput(text: "x").digest)
    }
}
