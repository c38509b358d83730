/// Scenario files that tests write.
enum Small {
    static let passing = """
        name: passing
        tags: [quick]
        workflow: {phases: [{name: answer}]}
        agents: {answer: {simulated: {output: done, latency: 2s}}}
        runs: [{name: once, expect: {duration: "2s"}}]

        """

    static let failing = """
        name: failing
        workflow: {phases: [{name: answer}]}
        agents: {answer: {simulated: {output: done, latency: 2s}}}
        runs:
          - name: once
            expect:
              duration: "1s"

        """

    static let malformed = """
        name: malformed
        workflow: full
        agents: {planner: {simulated: {output: plan, latency: soon}}}
        runs: [{name: once, expct: {}}]

        """
}
