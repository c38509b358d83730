// The rows that can be looked at: one for each run that is listed, and one for what concerns a scenario as a whole.
extension PageScript {
    static let rows = #"""
        const rowsOf = (scenario, number) => {
            const timeline = timelines[number] || { words: [], runs: [] };
            const drawn = new Map((timeline.runs || []).map(([place, ...parts]) => [place, parts]));
            const title = timeline.title || scenario.name;
            const rows = (scenario.runs || []).map((run, place) => {
                const [executions, steps] = drawn.get(place) || [];
                return {
                    scenario, number, timeline, title, run, executions, steps,
                    id: `${title}/${run.id}`,
                    verdict: run.failures.length > 0 ? "failed" : "passed",
                };
            });
            const isBad = (scenario.failures || []).length > 0 || scenario.breakage;
            const verdict = isBad && scenario.status !== "flaky" ? "failed" : scenario.status;
            if (rows.length === 0 || isBad || verdict === "flaky") {
                rows.push({ scenario, number, timeline, title, run: null, verdict, id: title });
            }
            return rows;
        };
        const scenarios = data.scenarios || [];
        const groups = scenarios.map(rowsOf);
        const rows = groups.flat();
        const runCount = rows.filter((row) => row.run).length;

        const phasesOf = (run) => [...new Set([
            ...(run.executed || []), ...(run.cached || []), ...(run.skipped || []),
            ...(run.degraded || []), ...(run.restored || []),
        ])];
        // What a filter looks at; made when a row is first filtered.
        const facets = (row) => {
            if (row.facets) return row.facets;
            const { scenario, run } = row;
            const lower = (texts) => texts.map((text) => String(text).toLowerCase());
            const failures = run ? run.failures : scenario.failures || [];
            const status = [row.verdict];
            if (run && run.status !== "failed") status.push(run.status);
            const phases = run ? phasesOf(run) : [];
            const texts = [
                row.title, scenario.name, scenario.file, ...(scenario.tags || []), ...status, ...phases,
                ...failures.flatMap((failure) => [failure.expected, failure.found, failure.location]),
                ...(scenario.faults || []).map((fault) => fault.id),
                ...(scenario.claims || []).map((claim) => claim.name),
            ];
            if (run) {
                texts.push(run.id, run.stored_id || "");
                if (run.error) texts.push(run.error.kind, run.error.message, run.error.phase || "");
            } else {
                texts.push(scenario.breakage || "", scenario.skip_reason || "");
            }
            row.facets = {
                status: lower(status), tag: lower(scenario.tags || []), phase: lower(phases),
                file: lower([scenario.file]), text: lower(texts).join("\n"),
            };
            return row.facets;
        };
        """#
}
