// Numbers and times in words; as the console writes them.
extension PageScript {
    static let format = #"""
        const two = (number) => String(number).padStart(2, "0");
        const counted = (count, one, many) =>
            `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
        // Spans of time, in microseconds: cut, never rounded up.
        const span = (us) => {
            us = Math.max(0, Math.floor(us));
            const cut = (unit, per, places) =>
                String(Number((Math.floor(us / unit) * unit / per).toFixed(places)));
            if (us === 0) return "0s";
            if (us < 1e3) return `${us}us`;
            if (us < 1e6) return `${cut(100, 1e3, 1)}ms`;
            if (us < 1e7) return `${cut(1e3, 1e6, 3)}s`;
            if (us < 6e7) return `${cut(1e5, 1e6, 1)}s`;
            const seconds = Math.floor(us / 1e6);
            const pair = (large, unit, small, below) =>
                small === 0 ? `${large}${unit}` : `${large}${unit}${two(small)}${below}`;
            if (us < 3.6e9) return pair(Math.floor(seconds / 60), "m", seconds % 60, "s");
            const minutes = Math.floor(seconds / 60);
            if (us < 8.64e10) return pair(Math.floor(minutes / 60), "h", minutes % 60, "m");
            const hours = Math.floor(minutes / 60);
            return pair(Math.floor(hours / 24), "d", hours % 24, "h");
        };
        const share = (part, whole) => {
            if (!(whole > 0)) return "";
            const percent = part / whole * 100;
            return percent > 0 && percent < 1 ? "<1 %" : `${Math.round(percent)} %`;
        };
        const marks = {
            passed: "✓", failed: "✗", flaky: "~", skipped: "-", holds: "✓", refuted: "✗",
            inconclusive: "?",
        };
        const tones = {
            passed: "good", failed: "bad", flaky: "doubtful", skipped: "muted", succeeded: "good",
            committed: "good", cached: "good", degraded: "doubtful", cancelled: "doubtful",
            paused: "doubtful", interrupted: "doubtful", discarded: "doubtful", undone: "doubtful",
            not_undone: "bad",
        };
        const verdictMark = (verdict) =>
            make("span", { class: `mark ${tones[verdict] || "muted"}`, "aria-hidden": "true" },
                marks[verdict] || "·");
        """#
}
