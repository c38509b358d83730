/// Follows the executions of one scenario: it is given each that is reported, when it has been judged.
package protocol ExecutionFollower: Sendable {
    /// Takes an execution; `holds` says whether all holds that is known of it by now.
    func take(_ execution: ExecutedRun, holds: Bool)
}
