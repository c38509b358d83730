/// The last thing on a page: who made it, and when.
enum PageFoot {
    /// The element.
    static func html(_ surroundings: ReportEnvironment) -> String {
        """
        <footer><p>moonlight \(HTMLText.line(surroundings.toolVersion)) · \
        <time datetime="\(HTMLText.line(surroundings.timestamp))">\(HTMLText.line(surroundings.timestamp))</time> · \
        \(HTMLText.line(surroundings.hostname))</p></footer>

        """
    }
}
