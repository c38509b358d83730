/// The climates that come with the tool, for repositories that have no file of the name.
///
/// They are the files of `Fixtures/climates`, word for word, which a test sees to.
enum BuiltInClimates {
    /// The texts by the climates' names.
    static let texts = [
        "incident": incident,
        "one-vendor-isolated": oneVendorIsolated,
        "one-vendor": oneVendor,
        "provider-2026": provider2026,
    ]

    /// The names, for sentences.
    static let names = texts.keys.sorted().joined(separator: ", ")

    private static let incident = """
        name: incident
        description: >-
          A run meets an incident of its provider: it begins in the first five minutes of the run and lasts
          as long as incidents do, and within it each call fails with a chance of 30 %. Both the chance and
          the five minutes are assumed: status pages tell of elevated errors, not of their share, and a run
          that starts at any moment seldom meets one, as the median time from one to the next is 47 hours.
        source: >-
          The 231 incidents of OpenAI's API on its public status page from March 2021 to August 2024, as
          collected by Chu, Talluri, Lu and Iosup, An Empirical Characterization of Outages and Incidents in
          Public Services for Large Language Models, ICPE 2025 (https://arxiv.org/abs/2501.12469; data at
          https://github.com/atlarge-research/llm-service-analysis). Mean and deviation of the logarithms of
          the minutes from start to close of the 222 that took any; scripts/fit-climates prints them.
        date: 2024-08-31
        parameters: {incidents: 231, minutes_mu: 4.32, minutes_sigma: 1.17, median_gap: 47h}
        faults:
          - id: elevated-errors
            when:
              window:
                start: {uniform: {min: 0s, max: 5m}}
                # exp(4.32) = 75.19 minutes; times exp(1.28155 × 1.17) = 336.8 minutes.
                length: {lognormal: {median: 75.19m, p90: 336.8m}}
              probability: 30%
            inject: {server_error: {status: 503}}

        """

    private static let oneVendorIsolated = """
        name: one-vendor-isolated
        description: >-
          As `one-vendor`, with a vendor that keeps its services apart: where one agent's first call fails,
          another's fails too with probability 0.23.
        source: >-
          The 231 incidents of OpenAI's API on its public status page from March 2021 to August 2024: in 23 %
          of them ChatGPT was hit as well. Collected by Chu, Talluri, Lu and Iosup, An Empirical
          Characterization of Outages and Incidents in Public Services for Large Language Models, ICPE 2025
          (https://arxiv.org/abs/2501.12469; data at https://github.com/atlarge-research/llm-service-analysis);
          scripts/fit-climates prints it. That 2 % of runs are hit is assumed.
        date: 2024-08-31
        parameters: {both_given_one: 0.23, incidents: 231, runs_hit: 2%}
        faults:
          - id: vendor-down
            when: {probability: 2%}
            # 0.214 + 0.786 × 0.02 = 0.23: runs of the others' own draws hit both by chance.
            group: {name: vendor, together: 21.4%}
            inject: {server_error: {status: 503}}

        """

    private static let oneVendor = """
        name: one-vendor
        description: >-
          All agents call models of one vendor, and in 2 % of runs it is down: where one agent's first call
          fails, another's fails too with probability 0.80. In most such runs all calls fail until the run
          ends, in the others each call draws for itself. `one-vendor-isolated` is a vendor that keeps its
          services apart.
        source: >-
          The 76 incidents of Anthropic's API on its public status page from August 2023 to August 2024: in 80 %
          of them claude.ai was hit as well. Collected by Chu, Talluri, Lu and Iosup, An Empirical
          Characterization of Outages and Incidents in Public Services for Large Language Models, ICPE 2025
          (https://arxiv.org/abs/2501.12469; data at https://github.com/atlarge-research/llm-service-analysis);
          scripts/fit-climates prints it. That 2 % of runs are hit is assumed.
        date: 2024-08-31
        parameters: {both_given_one: 0.80, incidents: 76, runs_hit: 2%}
        faults:
          - id: vendor-down
            when: {probability: 2%}
            # 0.796 + 0.204 × 0.02 = 0.80: runs of the others' own draws hit both by chance.
            group: {name: vendor, together: 79.6%}
            inject: {server_error: {status: 503}}

        """

    private static let provider2026 = """
        name: provider-2026
        description: >-
          Calls fail as they do at model providers on an ordinary day: 5 % of them, of which 60 % are rate
          limits, each call by itself, retries included. What the other failures are is not told; here they
          are server errors, which a retry can pass as well.
        source: >-
          Datadog, State of AI Engineering 2026, published on 21 April 2026
          (https://www.datadoghq.com/state-of-ai-engineering/): in February 2026 5 % of the spans of LLM calls
          reported an error, and 60 % of those were exceeded rate limits. In March 2026 2 % did, and nearly a
          third of those were.
        date: 2026-04-21
        parameters: {failing_calls: 5%, rate_limits_of_those: 60%}
        faults:
          - id: rate-limit
            when: {probability: 3%}
            inject: rate_limit
          # 2 % of all calls: the 97 % that are not rate-limited are drawn from.
          - id: server-error
            when: {probability: 2.062%}
            inject: server_error

        """
}
