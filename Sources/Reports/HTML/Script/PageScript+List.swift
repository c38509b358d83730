// The list of scenarios: which are shown, and the runs of those that are open.
extension PageScript {
    static let list = #"""
        const chunk = 100;
        // So many rows a filter opens by itself.
        const mostOpened = 40;
        const lines = [...document.querySelectorAll("tr.scenario")].map((line) => {
            const number = Number(line.dataset.scenario);
            const name = line.querySelector(".name");
            const button = make("button", { type: "button", class: "name", "aria-expanded": "false" },
                ...name.childNodes);
            name.replaceWith(button);
            const entry = { line, number, button, isOpen: false, isOpenedByFilter: false, detail: null, shown: [] };
            button.addEventListener("click", () => {
                entry.isOpenedByFilter = false;
                setOpen(entry, !entry.isOpen);
            });
            return entry;
        });
        const columns = find("table.scenarios thead tr") ? find("table.scenarios thead tr").children.length : 1;
        const linkTo = (row) => make("a", { href: `#${encoded({ ...state(), run: row.id, with: "" })}` },
            row.run ? row.run.id : "the whole scenario");
        const strip = (row) => {
            const execution = (row.executions || [])[row.executions ? row.executions.length - 1 : 0];
            if (!execution || !(execution.us > 0)) return "";
            return draw("svg", { class: "mini", width: "100%", height: 10, "aria-hidden": "true" },
                execution.phases.flatMap(([, , phaseMarks]) => phaseMarks.filter(
                    (mark) => isAttempt(mark) || mark[0] === "w").map(([kind, start, length]) =>
                    stretch(kind === "w" ? "wait" : `attempt ${outcomes[kind].replace(" ", "-")}`,
                        start, length, execution.us, 1, 8, ""))));
        };
        // The repetitions of a run have its history once.
        const isFirstOfRun = (row, before) => !before || !before.run || !row.run || before.run.name !== row.run.name;
        const runRow = (row, place, all) => make("tr", {},
            make("td", { class: `status ${tones[row.verdict] || "muted"}` }, verdictMark(row.verdict), " ", row.verdict),
            make("th", { scope: "row" }, linkTo(row)),
            make("td", { class: "mini" }, strip(row)),
            pasts.length > 0 ? make("td", { class: "spark" },
                isFirstOfRun(row, all[place - 1]) ? sparkOf(row) : "") : [],
            make("td", {}, row.run ? row.run.status + (row.run.error ? `: ${row.run.error.kind}` : "") : ""),
            make("td", { class: "number" }, row.run ? span(row.run.duration_s * 1e6) : ""));
        const renderRuns = (entry) => {
            const body = make("tbody", {});
            const more = make("button", { type: "button", class: "more" });
            let next = 0;
            const add = () => {
                body.append(...entry.shown.slice(next, next + chunk).map(runRow));
                next = Math.min(entry.shown.length, next + chunk);
                const rest = entry.shown.length - next;
                more.hidden = rest === 0;
                more.textContent = `Show ${Math.min(rest, chunk)} of ${counted(rest, "more run", "more runs")}`;
            };
            more.addEventListener("click", add);
            add();
            const leftOut = (scenarios[entry.number].left_out || []).reduce((sum, part) => sum + part.left_out, 0);
            entry.detail.firstChild.replaceChildren(
                make("table", { class: "runs" }, make("caption", { class: "unseen" }, "Runs"), body), more,
                leftOut > 0 ? make("p", { class: "left-out" },
                    `${counted(leftOut, "execution is", "executions are")} not listed.`) : "");
        };
        const setOpen = (entry, isOpen) => {
            if (isOpen) {
                if (!entry.detail) {
                    entry.detail = make("tr", { class: "detail" }, make("td", { colspan: columns }));
                    entry.line.after(entry.detail);
                }
                renderRuns(entry);
            }
            if (entry.detail) entry.detail.hidden = !isOpen;
            entry.isOpen = isOpen;
            entry.button.setAttribute("aria-expanded", String(isOpen));
        };
        const filterBy = (text) => {
            const terms = termsOf(text);
            let [runs, shownScenarios, room] = [0, 0, mostOpened];
            for (const entry of lines) {
                const all = groups[entry.number] || [];
                const found = terms.length === 0 ? all : all.filter((row) => matches(terms, row));
                entry.shown = found;
                entry.line.hidden = found.length === 0;
                runs += found.filter((row) => row.run).length;
                if (found.length > 0) shownScenarios += 1;
                const opens = terms.length > 0 && found.length > 0 && found.length <= room;
                if (opens) room -= found.length;
                if (found.length === 0) {
                    if (entry.detail) entry.detail.hidden = true;
                } else if (opens && !entry.isOpen) {
                    entry.isOpenedByFilter = true;
                    setOpen(entry, true);
                } else if (entry.isOpenedByFilter && !opens) {
                    entry.isOpenedByFilter = false;
                    setOpen(entry, false);
                } else if (entry.isOpen) {
                    setOpen(entry, true);
                }
            }
            const output = find("#count");
            if (output) {
                output.textContent = terms.length === 0
                    ? `${counted(runCount, "run", "runs")}`
                    : `${runs.toLocaleString("en")} of ${counted(runCount, "run", "runs")} in ${
                        counted(shownScenarios, "scenario", "scenarios")}`;
            }
        };
        """#
}
