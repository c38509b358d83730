extension SuiteResult {
    /// The same with other paths of files, as for readers that start from another folder.
    ///
    /// Names of classes stay, and so do commands that run a scenario again: they work where the suite was run.
    package func located(by path: (String) -> String) -> SuiteResult {
        var suite = self
        for index in suite.scenarios.indices {
            suite.scenarios[index].relocate { location in
                // A place is a file, or a file and a line.
                guard let colon = location.lastIndex(of: ":"),
                    Int(location[location.index(after: colon)...]) != nil
                else { return location.isEmpty ? location : path(location) }
                return path(String(location[..<colon])) + location[colon...]
            }
        }
        return suite
    }
}

extension ScenarioResult {
    fileprivate mutating func relocate(_ place: (String) -> String) {
        replayFile = replayFile ?? file
        file = place(file)
        for index in invariantFailures.indices {
            invariantFailures[index].location = place(invariantFailures[index].location)
        }
        for number in failedTries.indices {
            for index in failedTries[number].indices {
                failedTries[number][index].location = place(failedTries[number][index].location)
            }
        }
        for index in runs.indices { runs[index].relocate(place) }
    }
}

extension RunResult {
    fileprivate mutating func relocate(_ place: (String) -> String) {
        location = place(location)
        guard repetitions.failed > 0 else { return }
        for index in repetitions.indices where !repetitions[index].failures.isEmpty {
            var repetition = repetitions[index]
            for failure in repetition.failures.indices {
                repetition.failures[failure].location = place(repetition.failures[failure].location)
            }
            repetitions[index] = repetition
        }
    }
}
