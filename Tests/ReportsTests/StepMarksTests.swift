import Foundation
import Testing
import Workflows

@testable import Reports

@Suite("Steps as a page has them")
struct StepMarksTests {
    @Test("what is usual at the end of a step is left out, and all else is there")
    func marks() throws {
        var words = WordTable()
        let bytes = StepMarks.encode(DiffSamples.faulted.first.steps, words: &words)
        let json = try JSONSerialization.jsonObject(with: Data(bytes))
        let steps = try #require(json as? [[Int]])
        func said(_ place: Int) -> String? { place < 0 ? nil : words.words[place] }
        let names = steps.map {
            [said($0[0]), said($0[1])].compactMap(\.self).joined(separator: " ")
        }
        #expect(
            names == [
                "planner succeeded", "coder failed", "coder succeeded", "docs failed",
                "docs degraded", "reviewer rejected", "coder succeeded", "reviewer succeeded",
            ]
        )
        #expect(steps.map { $0[2] } == [19, 0, 37, 1, 0, 3, 37, 2].map { $0 * 1_000_000 })
        // The second attempt of the coder waited, gave something, and used tokens and money.
        let second = steps[2]
        #expect(second[3] == 1_000_000 && said(second[4])?.count == 16)
        #expect(Array(second[5...]) == [-1, 4000, 1_250_000])
        #expect(said(steps[1][5]) == "rate_limit")
        // The second visit says so, and nothing after it.
        #expect(steps[6].count == 9 && steps[6][8] == 2)
    }

    @Test("what both runs gave has one word, so that a script sees that it is the same")
    func outputs() throws {
        var (first, second) = (WordTable(), WordTable())
        _ = StepMarks.encode(DiffSamples.cached.first.steps, words: &first)
        _ = StepMarks.encode(DiffSamples.cached.second.steps, words: &second)
        let digests = [first, second].map { $0.words.filter { $0.count == 16 } }
        #expect(digests[0].count == 2 && digests[0] == digests[1])
    }

    @Test("a run of an earlier suite is what the runs of the suite are to the page")
    func earlier() throws {
        var words = WordTable()
        let run = EarlierRun(TimelineSamples.straight, scenario: 3, run: "cold")
        let json = try JSONSerialization.jsonObject(with: Data(run.json(words: &words)))
        let object = try #require(json as? [String: Any])
        #expect(object["name"] as? String == "cold")
        #expect(object["stored_id"] as? String == "9f3c1a7e24")
        #expect((object["duration_s"] as? Double).map { $0 > 0 } == true)
        for key in ["started", "status", "tokens", "cost", "digest"] {
            #expect(object[key] != nil, "\(key)")
        }
        let steps = try #require(object["steps"] as? [[Int]])
        #expect(steps.count == 11 && steps.first.map { words.words[$0[0]] } == "notify")
    }
}
