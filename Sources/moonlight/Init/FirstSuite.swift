/// What `moonlight init` writes.
enum FirstSuite {
    struct File {
        let path: String
        let content: String
    }

    static let files = [
        File(path: "Scenarios/first.yaml", content: virtual),
        File(path: "Scenarios/own-agent.yaml", content: ownAgent),
        File(path: "Scenarios/agents/summarise.py", content: agent),
    ]

    private static let virtual = """
        # Runs on a virtual clock: hours of backoff cost milliseconds.
        schema: 1
        name: first
        description: A rate limit is absorbed by two retries, and the second run comes from the cache.
        workflow:
          phases:
            - {name: fetch}
            - {name: answer, needs: [fetch]}
        requirements: Say what changed since yesterday.
        config:
          retry: {initial: 1s, coefficient: 2, max_attempts: 4}
        agents:
          fetch: {simulated: {output: "three commits", latency: 2s}}
          answer: {simulated: {output: "Three commits since yesterday.", latency: 20s}}
        faults:
          - id: busy
            at: agent.call
            when: {phase: answer, attempt: 1..2}
            inject: rate_limit
            expect: absorbed
        runs:
          - name: cold
            expect:
              executed: [fetch, answer]
              attempts: {answer: 3}
              duration: "25s"          # 2 s + 1 s + 2 s of backoff + 20 s
          - name: warm
            expect: {cached: [fetch, answer], duration: "0s"}

        """

    private static let ownAgent = """
        # Calls a program of yours as an agent. Put your own command in place of this one.
        schema: 1
        name: own-agent
        description: A real process gets the request on standard input and answers on standard output.
        workflow:
          phases:
            - {name: fetch}
            - {name: summarise, needs: [fetch]}
        requirements: Summarise what was fetched.
        agents:
          fetch: {simulated: {output: "one two three"}}
          summarise:
            process:
              command: [python3, "{scenario_dir}/agents/summarise.py"]
              timeout: 20s
        runs:
          - name: once
            expect:
              executed: [fetch, summarise]
              output: {summarise: {contains: "3 words"}}

        """

    private static let agent = """
        # An agent in a few lines: one JSON request in, text or one JSON object out.
        import json, sys

        request = json.load(sys.stdin)
        text = request["inputs"]["fetch"]["output"]
        print(json.dumps({"output": f"{len(text.split())} words: {text}"}))

        """
}
