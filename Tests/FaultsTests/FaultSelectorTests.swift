import Faults
import Testing
import Workflows

@Suite("Selectors of faults")
struct FaultSelectorTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let selector: FaultSelector
        let matching: [Visit]
        let others: [Visit]

        init(
            _ description: String,
            matching: [Visit],
            others: [Visit],
            _ change: (inout FaultSelector) -> Void
        ) {
            testDescription = description
            selector = .make(change)
            self.matching = matching
            self.others = others
        }
    }

    static let examples = [
        Example(
            "phase",
            matching: [.make(phase: "coder"), .make(phase: "coder", agent: "x", attempt: 9)],
            others: [.make(phase: "planner"), .make(phase: "code"), .make(phase: "Coder")]
        ) { $0.phase = "coder" },
        Example(
            "agent",
            matching: [.make(agent: "writer")],
            others: [.make(agent: "reader"), .make(phase: "writer", agent: "reader")]
        ) { $0.agent = "writer" },
        Example(
            "one attempt",
            matching: [.make(attempt: 2)],
            others: [.make(attempt: 1), .make(attempt: 3)]
        ) { $0.attempt = 2...2 },
        Example(
            "a range of attempts",
            matching: [.make(attempt: 2), .make(attempt: 3), .make(attempt: 4)],
            others: [.make(attempt: 1), .make(attempt: 5)]
        ) { $0.attempt = 2...4 },
        Example(
            "run, in all its repetitions",
            matching: [.make(run: "first"), .make(run: "first", repetition: 7)],
            others: [.make(run: "second")]
        ) { $0.run = "first" },
        Example(
            "window, its end excluded",
            matching: [.make(at: .seconds(10)), .make(at: .milliseconds(19_999))],
            others: [.make(at: .milliseconds(9999)), .make(at: .seconds(20))]
        ) { $0.window = .seconds(10)..<Duration.seconds(20) },
        Example(
            "several together",
            matching: [.make(run: "r", phase: "p", attempt: 1)],
            others: [
                .make(run: "r", phase: "p", attempt: 2), .make(run: "r", phase: "q"),
                .make(run: "s", phase: "p"),
            ]
        ) { selector in
            selector.run = "r"
            selector.phase = "p"
            selector.attempt = 1...1
        },
    ]

    @Test("a fault fires on what its selector covers, and counts nothing else", arguments: examples)
    func fires(_ example: Example) throws {
        var injector = FaultRig([.hang("f", example.selector)])
        #expect(try injector.firings(on: example.others).allSatisfy { !$0 })
        #expect(injector.visits["f"] == 0)
        #expect(try injector.firings(on: example.matching).allSatisfy { $0 })
        #expect(injector.visits["f"] == example.matching.count)
        #expect(injector.fired["f"] == example.matching.count)
    }

    @Test("a selector that says nothing covers every call")
    func everything() throws {
        var injector = FaultRig([.hang()])
        let odd = Visit.make(run: "", phase: "p", agent: "", attempt: .max, at: .longest)
        #expect(try injector.firings(on: [.make(), odd]) == [true, true])
    }

    struct CountCase: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let selector: FaultSelector
        /// The numbers of the visits that fire, of twelve.
        let fired: [Int]

        init(_ description: String, _ fired: [Int], _ change: (inout FaultSelector) -> Void) {
            testDescription = description
            selector = .make(change)
            self.fired = fired
        }
    }

    @Test(
        "selectors that count pick the visits that they name",
        arguments: [
            CountCase("nothing", Array(1...12)) { _ in },
            CountCase("nth 1", [1]) { $0.nth = 1 },
            CountCase("nth 5", [5]) { $0.nth = 5 },
            CountCase("nth 13", []) { $0.nth = 13 },
            CountCase("every 1", Array(1...12)) { $0.every = 1 },
            CountCase("every 5", [5, 10]) { $0.every = 5 },
            CountCase("after 0", Array(1...12)) { $0.after = 0 },
            CountCase("after 9", [10, 11, 12]) { $0.after = 9 },
            CountCase("times 2", [1, 2]) { $0.times = 2 },
            CountCase("times 0", []) { $0.times = 0 },
            CountCase("after 3, every 4", [7, 11]) { selector in
                selector.after = 3
                selector.every = 4
            },
            CountCase("after 2, times 3", [3, 4, 5]) { selector in
                selector.after = 2
                selector.times = 3
            },
            CountCase("every 3, times 2", [3, 6]) { selector in
                selector.every = 3
                selector.times = 2
            },
            CountCase("nth 5, every 2", []) { selector in
                selector.nth = 5
                selector.every = 2
            },
            CountCase("probability 0", []) { $0.probability = 0 },
            CountCase("probability 1", Array(1...12)) { $0.probability = 1 },
        ]
    )
    func counting(_ example: CountCase) throws {
        var injector = FaultRig([.hang("f", example.selector)])
        let fired = try injector.firings(on: Array(repeating: .make(), count: 12))
        #expect(zip(1..., fired).filter(\.1).map(\.0) == example.fired)
        #expect(injector.visits["f"] == 12)
        #expect(injector.fired["f"] == example.fired.count)
    }

    @Test("visits are counted among the calls that the other selectors cover, over all runs")
    func countedAmongCovered() throws {
        let selector = FaultSelector.make { selector in
            selector.phase = "coder"
            selector.nth = 2
        }
        var injector = FaultRig([.hang("f", selector)])
        let fired = try injector.firings(on: [
            .make(phase: "planner"), .make(run: "one"), .make(phase: "planner"),
            .make(run: "two", attempt: 3), .make(run: "two"),
        ])
        #expect(fired == [false, false, false, true, false])
    }
}
