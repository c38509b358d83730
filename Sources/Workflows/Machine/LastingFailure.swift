/// The first phase that failed, and why, where others continue: the run takes its way out once nothing else can run.
struct LastingFailure: Sendable {
    let index: Int
    let failure: OperationFailure
}
