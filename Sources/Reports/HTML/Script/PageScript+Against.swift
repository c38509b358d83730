// Run against run: the table of a comparison, and the choice of what a run is compared with.
extension PageScript {
    static let against = #"""
        // So many runs of a scenario, and so many of other variants, are to choose from.
        const mostPartners = 100;
        const partnersOf = (row) => {
            const others = (list) => list.filter((each) => each.run && each.steps && each !== row);
            const variants = rows.filter((each) => each.run && each.number !== row.number &&
                each.scenario.file === row.scenario.file && each.scenario.name === row.scenario.name &&
                each.run.name === row.run.name);
            const found = [...others(groups[row.number]).slice(0, mostPartners),
                ...others(variants).slice(0, mostPartners)];
            const usual = usualPartner(row);
            const all = [...earlierOf(row), ...found];
            return usual && !all.includes(usual) ? [usual, ...all] : all;
        };
        // Executions of the same run before this suite, which held.
        const earlierOf = ({ number, timeline, title, scenario, run }) => {
            if (run === null) return [];
            timeline.kept = timeline.kept || (timeline.earlier || []).map((each) => ({
                scenario, number, timeline, title, steps: each.steps, verdict: "passed", id: each.stored_id,
                run: { ...each, id: `${each.name}, ${each.started}`, failures: [] },
            }));
            return timeline.kept.filter((each) => each.run.name === run.name);
        };
        const usualPartner = (row) => {
            const place = (row.timeline.against || []).find(([own]) => row.run && groups[row.number][own] === row);
            if (place) return groups[place[1]][place[2]];
            return (row.verdict === "failed" && earlierOf(row)[0]) || null;
        };
        const nameBeside = (partner, row) =>
            partner.number === row.number ? partner.run.id : `${partner.title} / ${partner.run.id}`;
        // The length of a step as a bar, the first run's above that of the second.
        const barsOf = (steps, whole) => draw("svg", { class: "pair", width: "100%", height: 20, "aria-hidden": "true" },
            steps.map((step, place) => step && step.us > 0
                ? stretch(place === 0 ? "before" : `attempt ${step.outcome}`, 0, step.us, whole, place === 0 ? 2 : 10, 7,
                    span(step.us)) : null));
        const comparisonTable = (partner, row) => {
            const lines = comparisonOf(partner, row);
            const heads = ["phase", "attempt", nameBeside(partner, row), row.run.id, "time", "tokens", "cost", "output"];
            const shown = heads.map((_, column) => column < 4 || lines.some(({ cells }) => cells[column] !== ""));
            const isNumber = (column) => column > 3 && column < 7;
            const most = Math.max(...lines.flatMap(({ bars }) => bars || []).map((step) => (step && step.us) || 0));
            const line = ({ cells, bars, isMarked }) => make("tr", { class: isMarked ? "marked" : null },
                cells.flatMap((text, column) => !shown[column] ? [] : [
                    make(column === 0 ? "th" : "td", { scope: column === 0 ? "row" : null,
                        class: isNumber(column) ? "number" : null }, text),
                    column === 3 ? make("td", { class: "pair" }, bars ? barsOf(bars, most) : "") : [],
                ]));
            return make("div", { class: "wide" }, make("table", { class: "against" },
                make("caption", { class: "unseen" }, `${nameBeside(partner, row)} and ${row.run.id}, step by step`),
                make("thead", {}, make("tr", {}, heads.flatMap((head, column) => !shown[column] ? [] : [
                    make("th", { scope: "col", class: isNumber(column) ? "number" : null }, head),
                    column === 3 ? make("td", {}) : [],
                ]))), make("tbody", {}, lines.map(line))));
        };
        const diffCommand = (partner, row) => {
            const { diff } = row.timeline;
            const ids = [partner.run.stored_id, row.run.stored_id];
            if (!diff || !ids[0] || !ids[1]) return [];
            const command = diff.replace("FIRST SECOND", () => ids.join(" "));
            return make("p", { class: "command" }, make("span", {}, "with the lines that differ"), " ", make("code", {}, command),
                copyButton("Copy", () => command));
        };
        const againstOf = (row, chosen) => {
            const partners = row.run && row.steps ? partnersOf(row) : [];
            if (partners.length === 0) return [];
            const partner = partners.find((each) => each.id === chosen) || usualPartner(row) || partners[0];
            const select = make("select", { id: "with", change: (event) => go({ with: event.target.value }) },
                partners.map((each) => make("option", { value: each.id, selected: each === partner },
                    `${marks[each.verdict] || ""} ${nameBeside(each, row)}`)));
            const isOpen = row.verdict === "failed" || Boolean(chosen);
            return make("details", { class: "against", open: isOpen }, make("summary", {}, "Run against run"),
                make("p", { class: "choice" }, make("label", { for: "with" }, "Compared with "), select),
                comparisonTable(partner, row), diffCommand(partner, row));
        };
        // The line for an issue: where the run that failed departs from one that held.
        const againstLines = (row) => {
            const partner = row.run && row.steps ? usualPartner(row) : null;
            if (!partner) return [];
            const differing = comparisonOf(partner, row).filter(({ isMarked }) => isMarked);
            return ["", `against ${nameBeside(partner, row)}, which ${partner.verdict}:`,
                ...differing.map(({ cells }) =>
                    `  ${cells[0]}${cells[1] ? ` ${cells[1]}` : ""}: ${cells[3]}, there ${cells[2]}`)];
        };
        """#
}
