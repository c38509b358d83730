// One execution as a table whose second column draws it to scale.
extension PageScript {
    static let waterfall = #"""
        const isAttempt = (mark) => "afrcu".includes(mark[0]);
        // What is to be said of a phase beside its bar.
        const phaseWords = (status, phaseMarks, words) => {
            const said = [];
            const names = { committed: "", not_undone: "could not be undone", pending: "not started" };
            said.push(status in names ? names[status] : status);
            const attempts = phaseMarks.filter(isAttempt);
            const causes = new Map();
            for (const [kind, , , cause] of attempts) {
                if (kind !== "f" && kind !== "r") continue;
                const name = cause === undefined ? "rejected" : words[cause];
                causes.set(name, (causes.get(name) || 0) + 1);
            }
            if (attempts.length > 1 || causes.size > 0) {
                const list = [...causes].map(([name, count]) => count > 1 ? `${name} ×${count}` : name);
                said.push(counted(attempts.length, "attempt", "attempts") +
                    (list.length > 0 ? ` (${list.join(", ")})` : ""));
            }
            const waited = phaseMarks.filter((mark) => mark[0] === "w")
                .reduce((sum, mark) => sum + mark[2], 0);
            if (waited > 0) said.push(`waited ${span(waited)}`);
            const faults = phaseMarks.filter((mark) => mark[0] === "x").length;
            if (faults > 0) said.push(counted(faults, "fault", "faults"));
            return said.filter(Boolean).join(", ");
        };
        const timesOf = (phaseMarks) => {
            const spans = phaseMarks.filter((mark) => "twk".includes(mark[0]) || isAttempt(mark));
            if (spans.length === 0) return null;
            const starts = spans.map((mark) => mark[1]);
            const start = Math.min(...starts);
            const end = Math.max(...spans.map((mark) => mark[1] + mark[2]));
            return { start, length: end - start };
        };
        const drawPhase = (phase, place, execution, words) => {
            const [, , phaseMarks] = phase;
            const whole = execution.us;
            const path = (execution.path || []).filter((segment) => segment[0] === place);
            let number = 0;
            const kinds = { t: 0, w: 1, k: 2, h: 4, x: 5 };
            const order = (mark) => mark[0] in kinds ? kinds[mark[0]] : 3;
            const sorted = phaseMarks.map((mark) => {
                if (isAttempt(mark)) number += 1;
                return { mark, number };
            }).sort((first, second) => order(first.mark) - order(second.mark));
            return draw("svg", { class: "lane", width: "100%", height: 24, "aria-hidden": "true" },
                path.map(([, start, length]) => stretch("path", start, length, whole, 20, 4,
                    `critical path, ${span(length)} (${share(length, whole)})`)),
                sorted.map(({ mark, number }) => drawMark(mark, number, whole, words)));
        };
        const phaseRow = (phase, place, execution, words) => {
            const [name, status, phaseMarks] = [words[phase[0]], words[phase[1]], phase[2]];
            const times = timesOf(phaseMarks);
            const isOnPath = (execution.path || []).some((segment) => segment[0] === place);
            return make("tr", {},
                make("th", { scope: "row", class: isOnPath ? "on-path" : null }, name),
                make("td", { class: "bar" }, drawPhase(phase, place, execution, words)),
                make("td", { class: "number" }, times ? span(times.length) : ""),
                make("td", { class: `words ${tones[status] === "bad" || status === "failed" ? "bad" : ""}` },
                    phaseWords(status, phaseMarks, words)));
        };
        const legendItems = [
            ["attempt succeeded", "attempt"], ["attempt failed", "failed attempt"], ["wait", "wait"],
            ["hit", "from the cache"], ["fault", "fault"], ["path", "critical path"],
        ];
        const legendOf = (executions) => {
            const kinds = new Set(executions.flatMap((each) => each.phases.flatMap(
                (phase) => phase[2].map((mark) => mark[0]))));
            const isShown = {
                "attempt": kinds.has("a"), "failed attempt": kinds.has("f") || kinds.has("r"),
                "wait": kinds.has("w"), "from the cache": kinds.has("h"), "fault": kinds.has("x"),
                "critical path": executions.some((each) => each.path),
            };
            return make("p", { class: "legend" }, legendItems.filter(([, words]) => isShown[words]).map(
                ([name, words]) => make("span", {}, drawSample(name), words)));
        };
        const drawSample = (name) => {
            const paths = { hit: "M6 6l5-5 5 5-5 5z", fault: "M8 12V1l7 3-7 3z" };
            const shape = name in paths
                ? draw("path", { class: name, d: paths[name] })
                : draw("rect", { class: name, x: 1, y: name === "path" ? 5 : 1, width: 20,
                    height: name === "path" ? 4 : 10 });
            return draw("svg", { width: 22, height: 13, "aria-hidden": "true" }, shape,
                name === "attempt failed" ? draw("path", { class: "cross", d: "M12 2l8 8m0-8l-8 8" }) : null);
        };
        const waterfallOf = (execution, words, caption) => make("table", { class: "waterfall" },
            make("caption", {}, caption),
            make("thead", {}, make("tr", {},
                make("th", { scope: "col" }, "phase"),
                make("th", { scope: "col", class: "bar", "aria-label": "when" }, drawAxis(execution.us)),
                make("th", { scope: "col", class: "number" }, "took"),
                make("th", { scope: "col", class: "words" }, "what happened"))),
            make("tbody", {}, execution.phases.map(
                (phase, place) => phaseRow(phase, place, execution, words))));
        const captionOf = (execution, number, count, words) => {
            const status = words[execution.status];
            const cause = execution.cause === undefined ? "" : ` (${words[execution.cause]})`;
            const which = count > 1 ? `Execution ${number + 1} of ${count}: ` : "";
            return `${which}${status}${cause} after ${span(execution.us)}`;
        };
        const drawingOf = (row) => {
            const { executions, timeline } = row;
            if (!executions) return [];
            return [...executions.map((execution, number) => waterfallOf(execution, timeline.words,
                captionOf(execution, number, executions.length, timeline.words))), legendOf(executions)];
        };
        """#
}
