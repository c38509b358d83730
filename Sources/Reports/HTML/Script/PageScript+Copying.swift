// What is copied, and how.
extension PageScript {
    static let copying = #"""
        const copy = async (text, status) => {
            try {
                await navigator.clipboard.writeText(text);
                status.textContent = "Copied";
            } catch {
                // Where the browser doesn't let a page write, the text is there to be copied by hand.
                const area = make("textarea", { class: "by-hand", readonly: true, "aria-label": "Text to copy" });
                area.value = text;
                status.replaceChildren("Copy it from here: ", area);
                area.focus();
                area.select();
            }
        };
        const copyButton = (words, text) => {
            const status = make("span", { role: "status", class: "copied" });
            const button = make("button", { type: "button", class: "copy", click: () => copy(text(), status) }, words);
            return [button, status];
        };
        for (const line of document.querySelectorAll(".command")) {
            const code = line.querySelector("code");
            line.append(...copyButton("Copy", () => code.textContent));
        }
        // A block in which nothing that was said ends it.
        const fenced = (text) => {
            const runs = text.match(/`+/g) || [];
            const fence = "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
            return `${fence}\n${text}\n${fence}`;
        };
        const commandsOf = (row) => {
            const { timeline, run } = row;
            const repetition = run && timeline.virtual ? /#(\d+)$/.exec(run.id) : null;
            const commands = [];
            if (timeline.replay) {
                commands.push(["again", timeline.replay + (repetition ? ` --repetition ${repetition[1]}` : "")]);
            }
            if (run && run.stored_id && timeline.show) {
                commands.push(["timeline", timeline.show.replace("ID", () => run.stored_id)]);
            }
            return commands;
        };
        const phaseLines = (execution, words) => execution.phases.map(([name, status, phaseMarks]) => {
            const times = timesOf(phaseMarks);
            const said = phaseWords(words[status], phaseMarks, words);
            return `  ${words[name]}: ${[times ? span(times.length) : null, said].filter(Boolean).join(", ") || words[status]}`;
        });
        const issueOf = (row) => {
            const { scenario, run, timeline } = row;
            const failures = run ? run.failures : scenario.failures || [];
            const lines = [`${scenario.file}, seed ${scenario.seed}`];
            for (const failure of failures) {
                lines.push("", failure.location, `expected ${failure.expected}`, `found    ${failure.found}`);
            }
            if (run && run.error) {
                const phase = run.error.phase ? `${run.error.phase}: ` : "";
                lines.push("", `error ${phase}${run.error.kind}: ${run.error.message}`);
            }
            if (!run && scenario.breakage) lines.push("", scenario.breakage);
            for (const execution of row.executions || []) {
                lines.push("", captionOf(execution, 0, 1, timeline.words),
                    ...phaseLines(execution, timeline.words));
            }
            lines.push(...againstLines(row));
            lines.push("", ...commandsOf(row).map(([purpose, line]) => `${purpose}: ${line}`));
            if (run) lines.push(`digest: ${run.digest}`);
            const title = run ? `${row.title} / ${run.id}` : row.title;
            return `**${title}**: ${row.verdict}\n\n${fenced(lines.join("\n"))}\n`;
        };
        """#
}
