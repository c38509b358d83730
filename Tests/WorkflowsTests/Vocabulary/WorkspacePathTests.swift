import Testing
import Workflows

@Suite("Paths below the workspace")
struct WorkspacePathTests {
    @Test(
        "a path that stays below the workspace is accepted",
        arguments: ["a", "a/b", "a.txt", "..a", "a..", "a/...", ".hidden", "a b/ü.txt", "a\\b"]
    )
    func contained(path: String) {
        #expect(WorkspacePath.isContained(path))
    }

    @Test(
        "a path that leaves it, or that is not in its plain form, is refused",
        arguments: [
            "", "/", "/etc/passwd", "..", "../a", "a/../b", "a/..", ".", "./a", "a/./b", "a//b",
            "a/", "a\0b", "a/../../b",
        ]
    )
    func refused(path: String) {
        #expect(!WorkspacePath.isContained(path))
    }
}
