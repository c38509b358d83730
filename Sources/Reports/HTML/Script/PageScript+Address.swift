// The part of the address after `#`: the filter and the run that is open, so that a link leads back to both.
extension PageScript {
    static let address = #"""
        const state = () => {
            const parts = new Map(location.hash.slice(1).split("&").map((part) => {
                const place = part.indexOf("=");
                return place < 0 ? ["", part] : [part.slice(0, place), part.slice(place + 1)];
            }));
            const decoded = (name) => {
                const text = parts.get(name) || "";
                try { return decodeURIComponent(text); } catch { return text; }
            };
            return { q: decoded("q"), run: decoded("run"), with: decoded("with") };
        };
        const encoded = (parts) => ["q", "run", "with"].filter((name) => parts[name])
            .map((name) => `${name}=${encodeURIComponent(parts[name])}`).join("&");
        // Another run is compared with what is usual for it.
        const go = (change) => {
            const target = encoded({ ...state(), ...("run" in change ? { with: "" } : {}), ...change });
            history.pushState(null, "", target ? `#${target}` : location.pathname + location.search);
            show(true);
        };
        // A run by what the page calls it, by the id under which it is stored, or by its name alone.
        const rowNamed = (id) =>
            rows.find((row) => row.id === id) ||
            rows.find((row) => row.run && row.run.stored_id === id) ||
            rows.find((row) => row.run && row.run.id === id && row.verdict === "failed") ||
            rows.find((row) => row.run && row.run.id === id);
        const input = find("#filter");
        let shown = { q: null, run: "", with: "" };
        const show = (isAsked) => {
            const { q, run, with: partner } = state();
            if (q !== shown.q) {
                if (input && input.value !== q) input.value = q;
                filterBy(q);
            }
            if (run !== shown.run) {
                const row = run ? rowNamed(run) : null;
                if (row) openRun(row, isAsked, partner);
                else if (run) missing(run);
                else closeRun();
            } else if (partner !== shown.with && run) {
                compareWith(rowNamed(run), partner);
            }
            shown = { q, run, with: partner };
        };
        if (input) {
            input.form.hidden = false;
            input.form.addEventListener("submit", (event) => event.preventDefault());
            input.addEventListener("input", () => {
                const target = encoded({ ...state(), q: input.value });
                history.replaceState(null, "", target ? `#${target}` : location.pathname + location.search);
                show(false);
            });
        }
        addEventListener("hashchange", () => {
            // An anchor of the page itself says nothing of filter and run.
            if (!location.hash || location.hash.includes("=")) show(true);
        });
        addEventListener("popstate", () => {
            if (!location.hash || location.hash.includes("=")) show(true);
        });
        document.addEventListener("click", (event) => {
            const link = event.target.closest && event.target.closest("a[href^='#']");
            const run = link && /[#&]run=([^&]*)/.exec(link.getAttribute("href"));
            if (!run || event.ctrlKey || event.metaKey || event.shiftKey) return;
            // The filter stays as it is.
            event.preventDefault();
            opener = link;
            const partner = /[#&]with=([^&]*)/.exec(link.getAttribute("href"));
            go({ run: decodeURIComponent(run[1]), with: partner ? decodeURIComponent(partner[1]) : "" });
        });
        document.addEventListener("keydown", (event) => {
            const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement ? document.activeElement.tagName : "");
            if (event.key === "Escape" && !view.hidden && !isTyping) go({ run: "" });
            if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && input) {
                event.preventDefault();
                input.focus();
            }
        });
        // On paper everything is open; afterwards what was closed is closed again.
        let opened = [];
        addEventListener("beforeprint", () => {
            opened = [...document.querySelectorAll("details:not([open])")];
            for (const details of opened) details.open = true;
        });
        addEventListener("afterprint", () => {
            for (const details of opened) details.open = false;
            opened = [];
        });
        // The drawings of what broke are made when they come into sight.
        const sight = new IntersectionObserver((entries) => {
            for (const { target, isIntersecting } of entries) {
                if (!isIntersecting) continue;
                sight.unobserve(target);
                const group = groups[Number(target.dataset.scenario)] || [];
                const row = group.find((each) => each.run && each.run.id === target.dataset.run);
                if (row) target.replaceChildren(...drawingOf(row), ...linkToComparison(row));
            }
        }, { rootMargin: "200px" });
        for (const place of document.querySelectorAll("div.drawing")) sight.observe(place);
        show(Boolean(state().run));
        """#
}
