// What the filter's text asks for.
extension PageScript {
    static let query = #"""
        // Words joined by *and*; `-` before one leaves out what it finds; a key looks in one place.
        const termsOf = (text) => {
            const terms = [];
            const pattern = /(-?)(?:(status|tag|phase|file):)?(?:"([^"]*)"?|([^\s"]+))/gi;
            for (const [, minus, key, quoted, plain] of text.matchAll(pattern)) {
                const words = (quoted === undefined ? plain : quoted).toLowerCase();
                const isUnfinished = words === "" || words === "-" ||
                    (!key && quoted === undefined && /^-?(status|tag|phase|file):$/.test(words));
                if (isUnfinished) continue;
                terms.push({ isNegated: minus === "-", key: (key || "").toLowerCase(), words });
            }
            return terms;
        };
        const finds = (term, facets) => {
            switch (term.key) {
            case "": return facets.text.includes(term.words);
            // A part of a path is enough; the others are names, and whole ones.
            case "file": return facets.file.some((path) => path.includes(term.words));
            default: return facets[term.key].includes(term.words);
            }
        };
        const matches = (terms, row) => {
            const found = facets(row);
            return terms.every((term) => finds(term, found) !== term.isNegated);
        };
        """#
}
