/// The place where a script shows one run.
enum RunSection {
    /// The section, and the patterns that its drawings use.
    static let html = """
        <svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>\
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
        <rect class="hatch-ground" width="6" height="6"/><path class="hatch-line" d="M1 0V6"/></pattern></defs></svg>
        <section id="run" aria-labelledby="run-title" hidden></section>

        """
}
