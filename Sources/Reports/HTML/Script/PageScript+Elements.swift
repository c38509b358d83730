// Elements, and the page's data.
extension PageScript {
    static let elements = #"""
        const source = document.getElementById("moonlight");
        const data = JSON.parse(source.textContent);
        const timelines = (data.timeline && data.timeline.scenarios) || [];
        const find = (selector) => document.querySelector(selector);
        const fill = (element, attributes, children) => {
            for (const [name, value] of Object.entries(attributes || {})) {
                if (value === null || value === undefined || value === false) continue;
                if (typeof value === "function") element.addEventListener(name, value);
                else element.setAttribute(name, value === true ? "" : String(value));
            }
            for (const child of children.flat(Infinity)) {
                if (child !== null && child !== undefined && child !== "") element.append(child);
            }
            return element;
        };
        const make = (name, attributes, ...children) =>
            fill(document.createElement(name), attributes, children);
        const draw = (name, attributes, ...children) =>
            fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
        """#
}
