import Testing

@testable import Workflows

@Suite("Cache keys")
struct CacheKeyTests {
    private func key(_ parts: KeyValuePairs<String, String>, phase: PhaseID = "coder") -> CacheKey {
        CacheKey(phase: phase, parts: parts.map { .init($0.key, Digest(of: $0.value)) })
    }

    // From Python's hashlib over cache-key/2, "coder", 1, 0, "requirements", the digest of "build it", and zeros up to a
    // multiple of 64 bytes.
    @Test("a key is the SHA-256 of its phase, its parts' names and their digests")
    func knownVector() {
        #expect(
            key(["requirements": "build it"]).digest.description
                == "f955c256cb38878aad40a2b9e2dab73bfe3bc44faf7f8910e78b25834ce570fa"
        )
    }

    // The same with 1 in place of 0, and behind the zeros "input planner" and the digest of "a plan".
    @Test("inputs come last, in their own block")
    func inputs() {
        let beginning = CacheKey.Beginning(
            phase: "coder",
            parts: [.init("requirements", Digest(of: "build it"))],
            inputs: 1
        )
        let whole = beginning.followed(by: [.init("input planner", Digest(of: "a plan"))])
        #expect(
            whole.digest.description
                == "6cf4e23c8c8db83e28dc2df83e5f596a895ba32c5b9cb954d45fb60f8741d7ea"
        )
        #expect(whole.parts.map(\.name) == ["requirements", "input planner"])
        #expect(CacheKey(phase: "coder", parts: whole.parts) == whole)
        #expect(CacheKey(encoded: whole.encoded) == whole)
    }

    @Test("equal parts of one phase make one key")
    func equal() {
        #expect(key(["a": "1", "b": "2"]) == key(["a": "1", "b": "2"]))
    }

    @Test("phase, names, values, order and number of parts all count")
    func different() {
        let keys = [
            key(["a": "1", "b": "2"]),
            key(["b": "2", "a": "1"]),
            key(["a": "1", "b": "3"]),
            key(["a": "1", "c": "2"]),
            key(["a": "2", "b": "1"]),
            key(["a": "1"]),
            key([:]),
            key(["a": "1", "b": "2"], phase: "reviewer"),
        ]
        #expect(Set(keys.map(\.digest)).count == keys.count)
    }

    @Test("names that share their letters do not run into each other")
    func boundaries() {
        #expect(key(["ab": "1", "c": "2"]).digest != key(["a": "1", "bc": "2"]).digest)
        #expect(key(["r": "1"], phase: "code").digest != key(["": "1"], phase: "coder").digest)
    }

    @Test("the difference of two keys names what changed, came or went, in order")
    func differences() {
        let old = key(["requirements": "a", "agent": "coder", "prompt": "p", "gone": "x"])
        let new = key(["requirements": "b", "agent": "coder", "prompt": "q", "come": "y"])
        #expect(new.differences(from: old) == ["requirements", "prompt", "come", "gone"])
        #expect(old.differences(from: new) == ["requirements", "prompt", "gone", "come"])
        #expect(new.differences(from: new) == [])
    }
}
