// Earlier executions beside the run that they are of; the page has them in a section of their own.
extension PageScript {
    static let past = #"""
        const pasts = [...document.querySelectorAll("details.past")];
        const pastsOf = ({ number, run }) => run === null ? [] : pasts.filter(
            ({ dataset }) => dataset.run === run.name && dataset.scenarios.split(" ").includes(String(number)));
        const pastOf = (row) => pastsOf(row).map((past) => {
            const copy = past.cloneNode(true);
            copy.open = false;
            copy.firstElementChild.firstChild.textContent = "Over time ";
            return copy;
        });
        const sparkOf = (row) => {
            const picture = pastsOf(row).map((past) => past.querySelector("summary svg")).find(Boolean);
            return picture ? picture.cloneNode(true) : "";
        };
        """#
}
