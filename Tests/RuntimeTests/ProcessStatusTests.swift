#if os(Linux)
import Foundation
import Testing

@testable import Runtime

@Suite("What Linux says of a process's memory")
struct ProcessStatusTests {
    private func text(_ highWater: String, parent: Int = 7, size: Int = 9000) -> [UInt8] {
        Array(
            """
            Name:\tVmHWM:\t77 kB
            PPid:\t\(parent)
            Groups:\t0 1000
            VmPeak:\t   12000 kB
            VmSize:\t   \(size) kB
            VmHWM:\t   \(highWater)
            VmRSS:\t    2048 kB
            Threads:\t1

            """.utf8
        )
    }

    @Test("sizes are read in bytes, whatever a process calls itself")
    func read() throws {
        let status = try #require(ProcessStatus(text: text("4096 kB")))
        #expect(status.parent == 7)
        #expect(status.highWater == 4096 << 10)
        #expect(status.resident == 2048 << 10)
    }

    @Test("a process without memory, which is about to be reaped, has none")
    func zombie() {
        #expect(ProcessStatus(text: Array("Name:\tsh\nPPid:\t7\nThreads:\t1\n".utf8)) == nil)
        #expect(ProcessStatus(text: text("much")) == nil)
        #expect(ProcessStatus(pid_t.max) == nil)
    }

    @Test("numbers that are too large stay the largest, or are none")
    func large() throws {
        let status = try #require(ProcessStatus(text: text("\(Int.max) kB")))
        #expect(status.highWater == .max)
        #expect(ProcessStatus(text: text("99999999999999999999 kB")) == nil)
    }

    @Test("this process has memory")
    func own() throws {
        let status = try #require(ProcessStatus(getpid()))
        #expect(status.parent == getppid())
        #expect(status.highWater >= status.resident)
        #expect(status.resident > 1 << 20)
    }

    @Test(
        "processes count together, but a child that still uses its parent's memory counts with it"
    )
    func sum() throws {
        let parent = try #require(ProcessStatus(text: text("4096 kB", parent: 1)))
        let forked = try #require(ProcessStatus(text: text("4096 kB", parent: 50)))
        let other = try #require(ProcessStatus(text: text("4096 kB", parent: 50, size: 9001)))
        #expect([(50, parent), (51, other)].highWaterSum() == 2 * 4096 << 10)
        #expect([(50, parent), (51, forked)].highWaterSum() == 4096 << 10)
        #expect([(51, forked)].highWaterSum() == 4096 << 10)
        #expect([(pid_t, ProcessStatus)]().highWaterSum() == 0)
    }
}
#endif
