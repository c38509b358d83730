/// How long calls of an agent take: a distribution fitted to real runs, with its source.
enum LatencyProfile {
    /// Where they are found.
    static let folder = FixtureFolder(
        path: "Fixtures/profiles",
        noun: "a latency profile",
        builtIn: BuiltInProfiles.texts,
        hasFolders: true
    )
}

/// The profiles that come with the tool, for repositories that have no file of the name.
///
/// They are the files of `Fixtures/profiles`, word for word, which a test sees to.
enum BuiltInProfiles {
    /// The texts by the profiles' names.
    static let texts = [
        "coder": coder,
        "designer": designer,
        "executor": executor,
        "planner": planner,
        "reviewer": reviewer,
    ]

    /// The names, for sentences.
    static let names = texts.keys.sorted().joined(separator: ", ")

    private static let coder = """
        name: coder
        source: >-
          Seconds of a run spent writing and completing code, review cycles excluded, in complete
          default-chain runs of ChatDev logged from 2023 to 2025 (OpenBMB/ChatDev,
          Liagim01/chatdev-with-gemini, Vitorfol/ChatDev), log overhead removed. Median and 90th
          percentile as measured when the project was designed, not a maximum-likelihood fit. Refitted by
          scripts/fit-profiles on a random half of the collection (71 runs): 29 s, 95 % interval 21 to 48,
          and 259 s, 162 to 455.
        unit: seconds
        lognormal: {median: 37s, p90: 231s}

        """

    private static let designer = """
        name: designer
        source: >-
          Seconds of a run spent on the choice of language and on design, in complete default-chain runs
          of ChatDev logged from 2023 to 2025 (OpenBMB/ChatDev, Liagim01/chatdev-with-gemini,
          Vitorfol/ChatDev), log overhead removed. Median and 90th percentile as measured when the project
          was designed, not a maximum-likelihood fit. Refitted by scripts/fit-profiles on a random half of
          the collection (71 runs): 4 s, 95 % interval 2 to 6, and 226 s, 216 to 270. A lognormal through
          these two points has a heavier tail than the runs: its mean is 981 s, that of the 71 runs 53 s.
        unit: seconds
        lognormal: {median: 3s, p90: 235s}

        """

    private static let executor = """
        name: executor
        source: >-
          Seconds of a test run in the console captures published in guardkit/guardkit (2026), passed and
          failed ones together; the default chain's executor is not used, as it sleeps a fixed time. The
          median is the one measured when the project was designed. Refitted by scripts/fit-profiles on a
          random half of the collection (121 test runs): 5.1 s, 95 % interval 2.5 to 7, and 13.1 s, 11.5
          to 61.2, which gives the 90th percentile. 42 of those took less than a second.
        unit: seconds
        lognormal: {median: 6.6s, p90: 13.1s}

        """

    private static let planner = """
        name: planner
        source: >-
          Seconds of a run spent on demand analysis and prompt improvement, in complete default-chain runs
          of ChatDev logged from 2023 to 2025 (OpenBMB/ChatDev, Liagim01/chatdev-with-gemini,
          Vitorfol/ChatDev), log overhead removed. Median and 90th percentile as measured when the project
          was designed, not a maximum-likelihood fit. Refitted by scripts/fit-profiles on a random half of
          the collection (71 runs): 21 s, 95 % interval 9 to 37, and 306 s, 265 to 508. A lognormal
          through these two points has a heavier tail than the runs: its mean is 201 s, that of the 71
          runs 89 s.
        unit: seconds
        lognormal: {median: 19s, p90: 307s}

        """

    private static let reviewer = """
        name: reviewer
        source: >-
          Seconds of a run spent on code review and on the changes it asked for, in complete default-chain
          runs of ChatDev logged from 2023 to 2025 (OpenBMB/ChatDev, Liagim01/chatdev-with-gemini,
          Vitorfol/ChatDev), log overhead removed. Median and 90th percentile as measured when the project
          was designed, not a maximum-likelihood fit. Refitted by scripts/fit-profiles on a random half of
          the collection (71 runs): 133 s, 95 % interval 74 to 321, and 770 s, 557 to 980.
        unit: seconds
        lognormal: {median: 152s, p90: 767s}

        """
}
