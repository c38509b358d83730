import Testing
import Workflows

@Suite("Cache keys")
struct CacheKeyTests {
    private func key(_ parts: KeyValuePairs<String, String>, phase: PhaseID = "coder") -> CacheKey {
        CacheKey(phase: phase, parts: parts.map { .init($0.key, Digest(of: $0.value)) })
    }

    // From `sha256sum` over cache-key/1, "coder", 1, "requirements" and the digest of "build it".
    @Test("a key is the SHA-256 of its phase, its parts' names and their digests")
    func knownVector() {
        #expect(
            key(["requirements": "build it"]).digest.description
                == "4e862bd3f4e92e8fa2364c727498f8af981b930869f36aab765f6bde79b0732c"
        )
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
