import Foundation
import Testing

@testable import Files

@Suite("Temporary folders of dead processes", .timeLimit(.minutes(1)))
struct AbandonedFolderTests {
    let folder: TestFolder

    init() throws { folder = try TestFolder() }

    private func fill(_ name: String) throws {
        let inner = folder.url(name).appendingPathComponent("a/b")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        for number in 0..<5 {
            try Data("x".utf8).write(to: inner.appendingPathComponent("\(number)"))
        }
        try FileManager.default.createSymbolicLink(
            at: inner.appendingPathComponent("link"),
            withDestinationURL: folder.url("precious")
        )
    }

    private func collect(now: Int? = nil, budget: Int = 1000) -> Int {
        AbandonedFolders.collect(
            in: folder.path(""),
            prefix: "moonlight-",
            now: now ?? Int(Date().timeIntervalSince1970),
            budget: budget
        )
    }

    private func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.path(name))
    }

    @Test("what a living process holds stays, what nobody holds goes, links are not followed")
    func collected() throws {
        try FileManager.default.createDirectory(
            at: folder.url("precious"),
            withIntermediateDirectories: false
        )
        try Data("x".utf8).write(to: folder.url("precious/file"))
        let owner = try OwnedFolder(making: folder.path("moonlight-1-held"))
        do {
            // Its owner is gone at the end of this scope, as if it had died.
            _ = try OwnedFolder(making: folder.path("moonlight-2-dead"))
        }
        try fill("moonlight-1-held")
        try fill("moonlight-2-dead")
        try fill("other-3-dead")
        #expect(collect() > 0)
        #expect(exists("moonlight-1-held/a/b/4"))
        #expect(!exists("moonlight-2-dead"))
        #expect(exists("other-3-dead") && exists("precious/file"))
        owner.remove()
        #expect(!exists("moonlight-1-held"))
    }

    @Test("a child of the owner holds the folder too")
    func shared() throws {
        var owner: OwnedFolder? = try OwnedFolder(making: folder.path("moonlight-1-held"))
        try fill("moonlight-1-held")
        let child = try #require(OwnedFolder(around: folder.path("moonlight-1-held/a/b")))
        #expect(child.path == folder.path("moonlight-1-held"))
        #expect(owner != nil)
        owner = nil
        #expect(collect() == 0)
        #expect(exists("moonlight-1-held/a/b/0"))
        withExtendedLifetime(child) {}
    }

    @Test("a folder without a lock stays for a day, and as long as its process lives")
    func withoutLock() throws {
        let day = 25 * 3600
        let now = Int(Date().timeIntervalSince1970)
        let own = ProcessInfo.processInfo.processIdentifier
        // No system has so many processes.
        try fill("moonlight-2000000000-old")
        try fill("moonlight-\(own)-mine")
        try fill("moonlight-A-uuid")
        #expect(collect(now: now) == 0)
        #expect(collect(now: now + day) > 0)
        #expect(!exists("moonlight-2000000000-old"))
        #expect(exists("moonlight-\(own)-mine") && exists("moonlight-A-uuid"))
    }

    @Test("the work is bounded, and goes on the next time")
    func bounded() throws {
        do { _ = try OwnedFolder(making: folder.path("moonlight-2-dead")) }
        try fill("moonlight-2-dead")
        var turns = 0
        while exists("moonlight-2-dead"), turns < 100 {
            turns += 1
            #expect(collect(budget: 3) <= 3)
        }
        #expect(turns > 1 && turns < 100)
    }

    @Test("several that collect at the same time harm nobody")
    func race() async throws {
        let owner = try OwnedFolder(making: folder.path("moonlight-1-held"))
        for number in 0..<20 {
            do { _ = try OwnedFolder(making: folder.path("moonlight-2-\(number)")) }
            try fill("moonlight-2-\(number)")
        }
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { _ = collect() } }
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path(""))
        #expect(left == ["moonlight-1-held"])
        withExtendedLifetime(owner) {}
    }
}
