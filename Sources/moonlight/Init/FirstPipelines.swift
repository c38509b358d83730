/// The CI files that `moonlight init` writes. Both do the same: clone moonlight, build it unless the cache has this
/// revision, run the suite, keep the reports and the history.
struct FirstPipelines {
    let origin: ToolOrigin

    /// What git is to leave out: what the tool and its build leave behind, but not what people keep.
    static let ignored = [
        ".moonlight/", ".moonlight-source/", ".moonlight-bin/", "reports/*",
        "!reports/baselines/", "!reports/failures/",
    ]

    private static let fetch = [
        "set -e",
        "test -n \"$MOONLIGHT_REPOSITORY\" || {"
            + " echo \"MOONLIGHT_REPOSITORY: expected the address to clone moonlight from\" >&2; exit 1; }",
        "rm -rf .moonlight-source",
        "git clone --quiet \"$MOONLIGHT_REPOSITORY\" .moonlight-source",
        "git -C .moonlight-source checkout --quiet \"$MOONLIGHT_REVISION\"",
    ]

    private static let build = [
        ".moonlight-source/scripts/setup",
        "revision=$(git -C .moonlight-source rev-parse HEAD)-$(uname -m)",
        "if [ \"$(cat .moonlight-bin/revision 2>/dev/null)\" != \"$revision\" ]; then",
        "  swift build --package-path .moonlight-source -c release --product moonlight",
        "  mkdir -p .moonlight-bin",
        "  cp .moonlight-source/.build/release/moonlight .moonlight-bin/",
        "  echo \"$revision\" > .moonlight-bin/revision",
        "fi",
    ]

    private static let run = ".moonlight-bin/moonlight run"

    /// What one pipeline hands to the next, so that trends show.
    private static let history = ".moonlight/history.sqlite"

    private var address: String { origin.repository ?? "" }

    /// The comment about the address.
    private var comment: String {
        origin.repository == nil
            ? "# Set the variable MOONLIGHT_REPOSITORY of this repository to the address that moonlight is cloned from."
            : "# The variables MOONLIGHT_REPOSITORY and MOONLIGHT_REVISION of this repository take the place of these."
    }

    /// The workflow for GitHub Actions; failures become annotations, and the summary that of the job, by themselves.
    var github: String {
        """
        \(comment)
        name: moonlight
        on: [push, pull_request]
        permissions:
          contents: read
        env:
          MOONLIGHT_REPOSITORY: ${{ vars.MOONLIGHT_REPOSITORY || '\(address)' }}
          MOONLIGHT_REVISION: ${{ vars.MOONLIGHT_REVISION || '\(origin.revision)' }}
        jobs:
          scenarios:
            runs-on: ubuntu-latest
            container: swift:6.3-bookworm
            timeout-minutes: 60
            steps:
              - uses: actions/checkout@v4
              - name: Fetch moonlight
                id: moonlight
                run: |
        \(Self.indented(Self.fetch, by: 10))
                  echo "revision=$(git -C .moonlight-source rev-parse HEAD)" >> "$GITHUB_OUTPUT"
              - uses: actions/cache@v4
                with:
                  path: .moonlight-bin
                  key: moonlight-${{ runner.os }}-${{ runner.arch }}-${{ steps.moonlight.outputs.revision }}
              - name: Build moonlight
                run: |
        \(Self.indented(Self.build, by: 10))
              - name: Fetch the history of earlier runs
                uses: actions/cache/restore@v4
                with:
                  path: \(Self.history)
                  key: moonlight-history-${{ github.ref_name }}-${{ github.run_id }}-${{ github.run_attempt }}
                  restore-keys: |
                    moonlight-history-${{ github.ref_name }}-
                    moonlight-history-${{ github.event.repository.default_branch }}-
              - name: Run the scenarios
                run: \(Self.run)
              - name: Keep the history
                uses: actions/cache/save@v4
                if: always() && hashFiles('\(Self.history)') != ''
                with:
                  path: \(Self.history)
                  key: moonlight-history-${{ github.ref_name }}-${{ github.run_id }}-${{ github.run_attempt }}
              - uses: actions/upload-artifact@v4
                if: always()
                with:
                  name: moonlight-reports
                  path: reports/
                  if-no-files-found: warn

        """
    }

    /// The pipeline for GitLab; its merge requests read the JUnit file and what failed as a Code Quality report.
    var gitlab: String {
        """
        \(comment)
        moonlight:
          image: swift:6.3-bookworm
          timeout: 60 minutes
          variables:
            MOONLIGHT_REPOSITORY: "\(address)"
            MOONLIGHT_REVISION: "\(origin.revision)"
          cache:
            key: moonlight
            when: always
            paths: [.moonlight-bin/, \(Self.history)]
          script:
            - |
        \(Self.indented(Self.fetch + Self.build, by: 6))
            - \(Self.run)
          after_script:
            - test ! -f reports/summary.md || cat reports/summary.md
          artifacts:
            when: always
            expose_as: moonlight reports
            paths: [reports/]
            reports:
              junit: reports/junit.xml
              codequality: reports/gl-code-quality-report.json

        """
    }

    private static func indented(_ lines: [String], by width: Int) -> String {
        lines.map { String(repeating: " ", count: width) + $0 }.joined(separator: "\n")
    }
}
