import TestSupport
import Testing
import Workflows

@testable import Storage

@Suite("Locks that death releases", .timeLimit(.minutes(1)))
struct LockTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Another process that takes a byte of the lock file and keeps it.
    private func holder(of name: LockName) throws -> Python {
        let holder = try Python(
            """
            import fcntl, os, platform, struct, time
            file = os.open("\(folder.path(of: "locks"))", os.O_RDWR | os.O_CREAT)
            if platform.system() == "Darwin":
                fcntl.fcntl(file, 90, struct.pack("qqihh", \(name.offset), 1, 0, fcntl.F_WRLCK, 0))
            else:
                fcntl.fcntl(file, 37, struct.pack("hh4xqqi4x", fcntl.F_WRLCK, 0, \(name.offset), 1, 0))
            print("held", flush=True)
            time.sleep(60)
            """
        )
        #expect(holder.line() == "held")
        return holder
    }

    @Test("a run is executed once at a time, and again after its release")
    func run() throws {
        let lock = try RunLock(run: "a", in: folder.path)
        let failure = #expect(throws: StorageFailure.self) {
            try RunLock(run: "a", in: folder.path)
        }
        #expect(failure?.kind == .infrastructure)
        #expect(failure?.message == "run a is being executed by another process")
        _ = try RunLock(run: "b", in: folder.path)
        lock.release()
        _ = try RunLock(run: "a", in: folder.path)
    }

    @Test("a lock goes with its owner")
    func owner() throws {
        var lock: RunLock? = try RunLock(run: "a", in: folder.path)
        #expect(lock != nil)
        lock = nil
        _ = try RunLock(run: "a", in: folder.path)
    }

    @Test(
        "a killed process releases its run",
        .enabled(if: Machine.hasPython, "needs python3 for the other process")
    )
    func killedRun() throws {
        let holder = try holder(of: .run("a"))
        #expect(throws: StorageFailure.self) { try RunLock(run: "a", in: folder.path) }
        holder.kill()
        _ = try RunLock(run: "a", in: folder.path)
    }

    @Test("one flight per key within a process")
    func flight() throws {
        let (first, second) = (Digest(of: "first"), Digest(of: "second"))
        let locks = try FlightLocks(folder: folder.path)
        #expect(try locks.tryLock(first))
        #expect(try !locks.tryLock(first))
        #expect(try locks.tryLock(second))
        let others = try FlightLocks(folder: folder.path)
        #expect(try !others.tryLock(first))
        // What is not held here is not released.
        others.unlock(first)
        #expect(try !others.tryLock(first))
        locks.unlock(first)
        #expect(try others.tryLock(first))
        #expect(try !locks.tryLock(first))
    }

    @Test(
        "a killed process releases its flights",
        .enabled(if: Machine.hasPython, "needs python3 for the other process")
    )
    func killedFlight() throws {
        let key = Digest(of: "key")
        let locks = try FlightLocks(folder: folder.path)
        let holder = try holder(of: .flight(key))
        #expect(try !locks.tryLock(key))
        holder.kill()
        #expect(try locks.tryLock(key))
    }

    @Test("64 tasks get one flight once")
    func contention() async throws {
        let locks = try FlightLocks(folder: folder.path)
        let wins = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<64 { group.addTask { try locks.tryLock(Digest(of: "key")) } }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(wins == 1)
    }

    @Test("names of different kinds never share a byte")
    func halves() {
        for number in 0..<1000 {
            #expect(LockName.run("\(number)").offset < 1 << 62)
            #expect(LockName.run("\(number)").offset >= 0)
            #expect(LockName.flight(Digest(of: "\(number)")).offset >= 1 << 62)
        }
        #expect(LockName.run("journal.sqlite").offset != LockName.opening("journal.sqlite").offset)
    }

    @Test("a lock that is waited for is given up in time")
    func waiting() throws {
        let (first, second) = (
            try LockFile(folder.path(of: "locks")), try LockFile(folder.path(of: "locks"))
        )
        #expect(try first.lock(byte: 5, within: 0))
        #expect(try !second.lock(byte: 5, within: 20))
        #expect(try second.lock(byte: 6, within: 0))
        first.unlock(byte: 5)
        #expect(try second.lock(byte: 5, within: 20))
    }
}
