import Foundation
import TestSupport
import Testing

@testable import Files

@Suite("Temporary folders of dead processes", .timeLimit(.minutes(1)))
struct AbandonedFolderTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func fill(_ name: String) throws {
        let inner = folder.url(of: name).appendingPathComponent("a/b")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        for number in 0..<5 {
            try Data("x".utf8).write(to: inner.appendingPathComponent("\(number)"))
        }
        try FileManager.default.createSymbolicLink(
            at: inner.appendingPathComponent("link"),
            withDestinationURL: folder.url(of: "precious")
        )
    }

    private func collect(now: Int? = nil, budget: Int = 1000) -> Int {
        AbandonedFolders.collect(
            in: folder.path,
            prefix: "moonlight-",
            now: now ?? Int(Date().timeIntervalSince1970),
            budget: budget
        )
    }

    /// Whether this process may mount something, which nobody can remove then.
    private static let canMount: Bool = {
        #if os(Linux)
        guard let place = try? TemporaryFolder().path(of: "place"), mkdir(place, 0o700) == 0,
            mount("none", place, "tmpfs", 0, nil) == 0
        else { return false }
        return umount(place) == 0
        #else
        return false
        #endif
    }()

    private static func digits(_ number: Int) -> String { String(10_000_000 + number) }

    private func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.path(of: name))
    }

    @Test("what a living process holds stays, what nobody holds goes, links are not followed")
    func collected() throws {
        try FileManager.default.createDirectory(
            at: folder.url(of: "precious"),
            withIntermediateDirectories: false
        )
        try Data("x".utf8).write(to: folder.url(of: "precious/file"))
        let owner = try OwnedFolder(making: folder.path(of: "moonlight-1-0000ebad"))
        do {
            // Its owner is gone at the end of this scope, as if it had died.
            _ = try OwnedFolder(making: folder.path(of: "moonlight-2-0000dead"))
        }
        try fill("moonlight-1-0000ebad")
        try fill("moonlight-2-0000dead")
        try fill("other-3-dead")
        #expect(collect() > 0)
        #expect(exists("moonlight-1-0000ebad/a/b/4"))
        #expect(!exists("moonlight-2-0000dead"))
        #expect(exists("other-3-dead") && exists("precious/file"))
        owner.remove()
        #expect(!exists("moonlight-1-0000ebad"))
    }

    @Test("a child of the owner holds the folder too")
    func shared() throws {
        var owner: OwnedFolder? = try OwnedFolder(making: folder.path(of: "moonlight-1-0000ebad"))
        try fill("moonlight-1-0000ebad")
        let child = try #require(OwnedFolder(around: folder.path(of: "moonlight-1-0000ebad/a/b")))
        #expect(child.path == folder.path(of: "moonlight-1-0000ebad"))
        #expect(owner != nil)
        owner = nil
        #expect(collect() == 0)
        #expect(exists("moonlight-1-0000ebad/a/b/0"))
        withExtendedLifetime(child) {}
    }

    @Test("a folder without a lock stays for a day, and as long as its process lives")
    func withoutLock() throws {
        let day = 25 * 3600
        let now = Int(Date().timeIntervalSince1970)
        let own = ProcessInfo.processInfo.processIdentifier
        // No system has so many processes.
        try fill("moonlight-2000000000-01dabc00")
        try fill("moonlight-\(own)-00c0ffee")
        try fill("moonlight-A-uuid")
        #expect(collect(now: now) == 0)
        #expect(collect(now: now + day) > 0)
        #expect(!exists("moonlight-2000000000-01dabc00"))
        #expect(exists("moonlight-\(own)-00c0ffee") && exists("moonlight-A-uuid"))
    }

    @Test(
        "what a process of ours would not have named so is somebody's own",
        arguments: [
            "moonlight-2024", "moonlight-2024-notes", "moonlight-99999999-notes", "moonlight-",
            "moonlight-2000000000-", "moonlight-2000000000-01dabc0",
            "moonlight-2000000000-01dabc001",
            "moonlight-2000000000-01DABC00", "moonlight-2000000000-01dabc00-2",
            "moonlight-02000000-01dabc00", "moonlight--2000000-01dabc00", "moonlight-0-01dabc00",
            "moonlight-20000000-1111-1111-1111-111111111111",
            "moonlight-99999999999999999999-01dabc00", "moonlight-2000000000-01dabcxx",
        ]
    )
    func foreign(name: String) throws {
        try fill(name)
        let later = Int(Date().timeIntervalSince1970) + 3 * 24 * 3600
        #expect(collect(now: later) == 0)
        #expect(exists("\(name)/a/b/4"))
    }

    @Test("a folder with a lock is ours by its name only, and a UUID is one")
    func locked() throws {
        let uuid = "moonlight-\(UUID().uuidString)"
        for name in ["moonlight-notes", uuid] {
            do { _ = try OwnedFolder(making: folder.path(of: name)) }
            try fill(name)
        }
        #expect(collect() > 0)
        #expect(exists("moonlight-notes/a/b/4"))
        #expect(!exists(uuid))
    }

    @Test("a link that has the name of an abandoned folder is left, and so is what it leads to")
    func link() throws {
        do { _ = try OwnedFolder(making: folder.path(of: "home")) }
        try fill("home")
        try FileManager.default.createSymbolicLink(
            at: folder.url(of: "moonlight-2000000000-01dabc00"),
            withDestinationURL: folder.url(of: "home")
        )
        #expect(collect(now: Int(Date().timeIntervalSince1970) + 3 * 24 * 3600) == 0)
        #expect(exists("home/a/b/4"))
    }

    @Test("what was put in the place of a folder that is removed stays")
    func swapped() throws {
        let owner = try OwnedFolder(making: folder.path(of: "moonlight-1-0000ebad"))
        try fill("moonlight-1-0000ebad")
        try fill("home")
        try FileManager.default.moveItem(
            at: folder.url(of: "moonlight-1-0000ebad"),
            to: folder.url(of: "moved")
        )
        try FileManager.default.createSymbolicLink(
            at: folder.url(of: "moonlight-1-0000ebad"),
            withDestinationURL: folder.url(of: "home")
        )
        owner.remove()
        #expect(exists("home/a/b/4"))
        #expect(!exists("moved/a"))
    }

    @Test(
        "a folder of another user is left",
        .enabled(if: geteuid() == 0, "only root can give folders away")
    )
    func otherUser() throws {
        let name = "moonlight-2000000000-01dabc00"
        try fill(name)
        #expect(chown(folder.path(of: name), 65534, 65534) == 0)
        let later = Int(Date().timeIntervalSince1970) + 3 * 24 * 3600
        #expect(collect(now: later) == 0)
        #expect(exists("\(name)/a/b/4"))
    }

    @Test("folders in folders go however deep they are", arguments: [64, 65, 66, 260, 1000])
    func deep(depth: Int) throws {
        let owner = try OwnedFolder(making: folder.path(of: "moonlight-1-0000ebad"))
        var place = try Descriptor.folder(owner.path)
        for _ in 0..<depth {
            // Two branches, and names that those who are moved up would get.
            for name in ["d", "e", ".deep-1"] { try place.makeFolder(FileName(name)) }
            _ = try place.newFile(FileName(".deep-2"))
            place = try place.folder(FileName("d"))
        }
        owner.remove()
        #expect(!exists("moonlight-1-0000ebad"))
    }

    @Test("folders without rights go too")
    func withoutRights() throws {
        let owner = try OwnedFolder(making: folder.path(of: "moonlight-1-0000ebad"))
        try fill("moonlight-1-0000ebad")
        for (name, mode) in [("a/b", 0o000), ("a", 0o555), ("", 0o000)] as [(String, mode_t)] {
            #expect(chmod(folder.path(of: "moonlight-1-0000ebad/\(name)"), mode) == 0)
        }
        owner.remove()
        #expect(!exists("moonlight-1-0000ebad"))
    }

    @Test("the work is bounded, and continues the next time")
    func bounded() throws {
        do { _ = try OwnedFolder(making: folder.path(of: "moonlight-2-0000dead")) }
        try fill("moonlight-2-0000dead")
        var turns = 0
        while exists("moonlight-2-0000dead"), turns < 100 {
            turns += 1
            #expect(collect(budget: 3) <= 3)
        }
        #expect(turns > 1 && turns < 100)
    }

    #if os(Linux)
    @Test(
        "what cannot be removed leaves others their turn, and keeps its lock",
        .enabled(if: canMount)
    )
    func stubborn() throws {
        for number in 0..<3 {
            let name = "moonlight-2-\(Self.digits(number))"
            do { _ = try OwnedFolder(making: folder.path(of: name)) }
            try FileManager.default.createDirectory(
                at: folder.url(of: name).appendingPathComponent("mount"),
                withIntermediateDirectories: true
            )
        }
        // Nobody can remove a folder that something is mounted at.
        let place = folder.path(of: "moonlight-2-\(Self.digits(0))/mount")
        try #require(mount("none", place, "tmpfs", 0, nil) == 0)
        defer { umount(place) }
        #expect(collect(budget: 4) > 0)
        #expect(exists("moonlight-2-\(Self.digits(0))/.owner"))
        #expect(!exists("moonlight-2-\(Self.digits(1))"))
        umount(place)
        #expect(collect() > 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
    #endif

    @Test("several that collect at the same time harm nobody")
    func race() async throws {
        let owner = try OwnedFolder(making: folder.path(of: "moonlight-1-0000ebad"))
        for number in 0..<20 {
            do {
                _ = try OwnedFolder(making: folder.path(of: "moonlight-2-\(Self.digits(number))"))
            }
            try fill("moonlight-2-\(Self.digits(number))")
        }
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { _ = collect() } }
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(left == ["moonlight-1-0000ebad"])
        withExtendedLifetime(owner) {}
    }
}
