// One run: what did not hold, how it went, and the commands that show it again.
extension PageScript {
    static let runView = #"""
        const view = find("#run") || make("section", {});
        let opener = null;
        const failureList = (failures) => failures.map((failure) => make("dl", { class: "failure" },
            make("dt", {}, "expected"), make("dd", {}, make("pre", {}, failure.expected)),
            make("dt", {}, "found"), make("dd", {}, make("pre", {}, failure.found)),
            make("dt", {}, "where"), make("dd", { class: "place" }, failure.location)));
        const factsOf = (row) => {
            const { run, scenario } = row;
            if (!run) return [scenario.status, scenario.file, `seed ${scenario.seed}`];
            const attempts = Object.values(run.attempts || {}).reduce((sum, count) => sum + count, 0);
            const facts = [run.status, span(run.duration_s * 1e6), counted(attempts, "attempt", "attempts")];
            if ((run.cached || []).length > 0) facts.push(`${run.cached.length} from the cache`);
            if (run.rollbacks) facts.push(counted(run.rollbacks, "rollback", "rollbacks"));
            if (run.tokens !== null) facts.push(counted(run.tokens, "token", "tokens"));
            if (run.cost !== null) facts.push(`cost ${run.cost}`);
            return [...facts, scenario.file, `seed ${scenario.seed}`];
        };
        const notesOf = (row) => (row.executions || []).flatMap((execution) => {
            const notes = execution.notes || [];
            if (notes.length === 0) return [];
            const { words } = row.timeline;
            return make("table", { class: "notes" }, make("caption", {}, "What happened"),
                make("tbody", {}, notes.map(([time, phase, text, isFailure]) => make("tr", {},
                    make("td", { class: "number" }, span(time)),
                    make("th", { scope: "row" }, phase < 0 ? "run" : words[execution.phases[phase][0]]),
                    make("td", { class: isFailure ? "bad" : "doubtful" }, words[text])))));
        });
        const attemptsOf = (row) => {
            const { words } = row.timeline;
            const lines = (row.executions || []).flatMap((execution) => execution.phases.flatMap(
                ([name, , phaseMarks]) => phaseMarks.filter(isAttempt).map(([kind, start, length, cause], place) =>
                    make("tr", {}, make("th", { scope: "row" }, words[name]), make("td", { class: "number" }, place + 1),
                        make("td", { class: "number" }, span(start)), make("td", { class: "number" }, span(length)),
                        make("td", {}, outcomes[kind] + (cause === undefined ? "" : `: ${words[cause]}`))))));
            if (lines.length === 0) return [];
            return make("details", {}, make("summary", {}, "Every attempt in a table"),
                make("table", { class: "attempts" }, make("thead", {}, make("tr", {},
                    ["phase", "attempt", "start", "took", "outcome"].map(
                        (head) => make("th", { scope: "col" }, head)))), make("tbody", {}, lines)));
        };
        const faultsOf = (scenario) => (scenario.faults || []).length === 0 ? [] :
            make("details", {}, make("summary", {}, `Faults of the scenario (${scenario.faults.length})`),
                make("table", { class: "faults" }, make("thead", {}, make("tr", {},
                    ["fault", "fired", "visits", "outcome"].map((head) => make("th", { scope: "col" }, head)))),
                make("tbody", {}, scenario.faults.map((fault) => make("tr", {},
                    make("th", { scope: "row" }, fault.id), make("td", { class: "number" }, fault.fired),
                    make("td", { class: "number" }, fault.visits),
                    make("td", {}, fault.outcome + (fault.reason ? `: ${fault.reason}` : "")))))));
        const effectsOf = (run) => !run || !run.effects ? [] :
            make("details", {}, make("summary", {}, `Effects on the world (${run.effects.length})`),
                make("table", { class: "faults" }, make("thead", {}, make("tr", {},
                    ["effect", "phase", "applied", "repeated", "undone", "left over"].map(
                        (head) => make("th", { scope: "col" }, head)))),
                make("tbody", {}, run.effects.map((effect) => make("tr", {},
                    make("th", { scope: "row" }, effect.name), make("td", {}, effect.phase),
                    [effect.applied, effect.repeated, effect.undone, effect.left_over].map(
                        (count) => make("td", { class: "number" }, count)))))));
        const commandLines = (row) => commandsOf(row).map(([purpose, line]) => make("p", { class: "command" },
            make("span", {}, purpose), " ", make("code", {}, line), copyButton("Copy", () => line)));
        const openRun = (row, isAsked, partner) => {
            const { run, scenario } = row;
            const title = make("h2", { id: "run-title", tabindex: "-1" }, verdictMark(row.verdict), " ",
                make("span", { class: "quiet" }, `${row.title} / `), run ? run.id : "the whole scenario");
            const failures = run ? run.failures : scenario.failures || [];
            const error = run && run.error;
            view.replaceChildren(...[
                make("div", { class: "title-row" }, title, make("button",
                    { type: "button", class: "close", click: () => go({ run: "" }) }, "Close")),
                make("p", { class: "facts" }, factsOf(row).join(" · ")),
                failureList(failures),
                error ? make("p", { class: "error bad" }, `${error.phase ? `${error.phase}: ` : ""}${error.kind}: `,
                    make("span", { class: "said" }, error.message)) : [],
                !run && scenario.breakage ? make("pre", {}, scenario.breakage) : [],
                row.executions ? drawingOf(row) : make("p", { class: "left-out" }, run
                    ? "The timeline of this run was left out to keep the page small." : "No run of it alone."),
                make("div", { id: "against" }, againstOf(row, partner)), pastOf(row), notesOf(row), commandLines(row),
                make("p", { class: "actions" }, copyButton("Copy as text for an issue", () => issueOf(row))),
                attemptsOf(row), faultsOf(scenario), effectsOf(run),
            ].flat());
            view.hidden = false;
            if (isAsked) {
                title.focus({ preventScroll: true });
                view.scrollIntoView();
            }
        };
        // Another partner is chosen: nothing else of the run changes.
        const compareWith = (row, partner) => {
            const place = find("#against");
            if (!row || !place) return;
            const hadFocus = document.activeElement && document.activeElement.id === "with";
            place.replaceChildren(...[againstOf(row, partner)].flat());
            if (hadFocus && find("#with")) find("#with").focus();
        };
        const linkToComparison = (row) => {
            const partner = row.steps ? usualPartner(row) : null;
            return !partner ? [] : [make("p", {}, make("a", { href: `#${encoded({ run: row.id, with: partner.id })}` },
                `Against ${nameBeside(partner, row)}, which ${partner.verdict}`))];
        };
        const closeRun = () => {
            if (view.hidden) return;
            view.hidden = true;
            view.replaceChildren();
            if (opener && opener.isConnected) opener.focus();
            opener = null;
        };
        const missing = (id) => {
            view.replaceChildren(make("h2", { id: "run-title", tabindex: "-1" }, "No such run is listed"),
                make("p", {}, id));
            view.hidden = false;
        };
        """#
}
