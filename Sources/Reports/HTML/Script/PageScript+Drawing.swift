// The marks of a timeline, each at its place on the time axis.
extension PageScript {
    static let drawing = #"""
        const middle = 12;
        const percent = (part, whole) => whole > 0 ? Math.min(100, part / whole * 100) : 0;
        const at = (share) => `${share.toFixed(3)}%`;
        // A stretch is never so short that it can't be seen.
        const stretch = (name, start, length, whole, top, height, words) => {
            const x = percent(start, whole);
            const width = Math.max(0.15, Math.min(100 - x, percent(length, whole)));
            return draw("rect", { class: name, x: at(Math.min(x, 99.85)), y: top, width: at(width), height, rx: 1.5 },
                draw("title", {}, words));
        };
        // A sign of some pixels at a moment, whatever the scale.
        const sign = (name, time, whole, path, words) =>
            draw("svg", { x: at(percent(time, whole)), y: 0, overflow: "visible" },
                draw("path", { class: name, d: path }), draw("title", {}, words));
        const outcomes = {
            a: "succeeded", f: "failed", r: "rejected", c: "cancelled", u: "not over",
        };
        // One mark of a phase as elements; `number` counts attempts.
        const drawMark = (mark, number, whole, words) => {
            const [kind, start, length, cause] = mark;
            const time = `at ${span(start)}`;
            switch (kind) {
            case "t":
                return [stretch("turn", start, length, whole, middle - 1, 2, `turn, ${span(length)}, ${time}`)];
            case "w":
                return [stretch("wait", start, length, whole, middle - 6, 12, `waited ${span(length)}, ${time}`)];
            case "k":
                return [stretch("undo", start, length, whole, middle - 5, 10, `being undone, ${span(length)}, ${time}`)];
            case "h":
                return [sign("hit", start, whole, "M1 12l5-5 5 5-5 5z", `from the cache, ${time}`)];
            case "x":
                return [sign("fault", start, whole, "M0 22V1l9 4-9 4z", `fault ${words[length]}, ${time}`)];
            default: {
                const why = cause === undefined ? "" : ` (${words[cause]})`;
                const text = `attempt ${number} ${outcomes[kind]}${why}, ${span(length)}, ${time}`;
                const bar = stretch(`attempt ${outcomes[kind].replace(" ", "-")}`, start, length, whole,
                    middle - 6, 12, text);
                if (kind !== "f" && kind !== "r") return [bar];
                // What took no time is crossed behind its moment: before it there may be no room.
                const cross = percent(length, whole) > 1.5 ? "M-9 8l8 8m0-8l-8 8" : "M1 8l8 8m0-8l-8 8";
                return [bar, sign("cross", start + length, whole, cross, text)];
            }
            }
        };
        // Round times along an axis.
        const ticksOf = (whole) => {
            if (!(whole > 0)) return [0];
            const units = [1, 2, 5, 10, 20, 50, 100, 200, 500].flatMap((n) => [n, n * 1e3])
                .concat([1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400,
                    172800, 432000, 864000].map((seconds) => seconds * 1e6))
                .sort((first, second) => first - second);
            const step = units.find((unit) => whole / unit <= 5) || whole / 4;
            const ticks = [];
            for (let time = 0; time <= whole * 0.94; time += step) ticks.push(time);
            return ticks;
        };
        const drawAxis = (whole) =>
            draw("svg", { class: "axis-row", width: "100%", height: 18, "aria-hidden": "true" },
                ticksOf(whole).map((time) => draw("text",
                    { class: "tick", x: at(percent(time, whole)), y: 13 }, span(time))));
        """#
}
