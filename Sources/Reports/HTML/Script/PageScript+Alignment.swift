// Two runs side by side, step by step; in words that `moonlight diff` has too.
extension PageScript {
    static let alignment = #"""
        // The steps of a run, each with the key by which it is found in another run.
        const stepsOf = (row) => {
            const { words } = row.timeline;
            const word = (place) => place < 0 ? null : words[place];
            const counts = new Map();
            return row.steps.map(([phase, outcome, us, waited = 0, output = -1, cause = -1, tokens = -1,
                cost = -1, visit = 1, undo = 0]) => {
                const turn = JSON.stringify([words[phase], undo, visit]);
                const attempt = (counts.get(turn) || 0) + 1;
                counts.set(turn, attempt);
                return {
                    key: `${turn}${attempt}`, phase: (undo ? "undo " : "") + words[phase],
                    attempt: visit === 1 ? String(attempt) : `${visit}.${attempt}`,
                    outcome: words[outcome], us: us < 0 ? null : us, waited, output: word(output),
                    cause: word(cause), tokens: tokens < 0 ? null : tokens, cost: cost < 0 ? null : cost,
                };
            });
        };
        // In the first run's order; what only the second has comes after the step that it followed there.
        const aligned = (first, second) => {
            const places = new Map(first.map((step, place) => [step.key, place]));
            const partners = new Map();
            const alone = new Map();
            let predecessor = -1;
            for (const step of second) {
                const place = places.get(step.key);
                if (place !== undefined) {
                    partners.set(place, step);
                    predecessor = place;
                } else {
                    alone.set(predecessor, [...(alone.get(predecessor) || []), [null, step]]);
                }
            }
            const after = (place) => alone.get(place) || [];
            return [...after(-1), ...first.flatMap((step, place) =>
                [[step, partners.get(place) || null], ...after(place)])];
        };
        const stepWords = (step) => {
            if (!step) return "–";
            const said = [];
            const isWork = !["cached", "restored", "skipped", "degraded"].includes(step.outcome);
            if (step.us !== null && (step.us > 0 || (isWork && step.outcome !== "paused"))) said.push(span(step.us));
            if (step.outcome !== "succeeded" || said.length === 0) said.push(step.outcome);
            if (step.cause && step.outcome === "failed") said.push(`(${step.cause})`);
            return said.join(" ") + (step.waited > 0 ? `, after ${span(step.waited)}` : "");
        };
        const signed = (difference, text) =>
            difference === null || difference === 0 ? "" : `${difference < 0 ? "−" : "+"}${text(Math.abs(difference))}`;
        const minus = (second, first) => second === null || first === null ? null : second - first;
        const costText = (micros) => String(Number((micros / 1e6).toFixed(6)));
        const same = (first, second) => first === null || second === null ? "" : first === second ? "same" : "differs";
        // The cells of a row: what only one run has, or what ended otherwise, is marked.
        const stepCells = ([first, second]) => {
            const either = first || second;
            const differs = !first || !second || first.outcome !== second.outcome || first.cause !== second.cause;
            return {
                isMarked: differs, bars: [first, second],
                cells: [either.phase, either.attempt, stepWords(first), stepWords(second),
                    first && second ? signed(minus(second.us, first.us), span) : "",
                    first && second ? signed(minus(second.tokens, first.tokens), String) : "",
                    first && second ? signed(minus(second.cost, first.cost), costText) : "",
                    first && second ? same(first.output, second.output) : ""],
            };
        };
        const totalCells = (first, second) => {
            const us = (run) => Math.round(run.duration_s * 1e6);
            const micros = (run) => run.cost === null ? null : Math.round(run.cost * 1e6);
            return {
                isMarked: first.status !== second.status, bars: null,
                cells: ["in all", "", `${first.status} ${span(us(first))}`, `${second.status} ${span(us(second))}`,
                    signed(us(second) - us(first), span), signed(minus(second.tokens, first.tokens), String),
                    signed(minus(micros(second), micros(first)), costText), same(first.digest, second.digest)],
            };
        };
        const comparisonOf = (first, second) => [
            ...aligned(stepsOf(first), stepsOf(second)).map(stepCells), totalCells(first.run, second.run),
        ];
        """#
}
