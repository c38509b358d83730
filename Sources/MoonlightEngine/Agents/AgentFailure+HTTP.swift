extension AgentFailure {
    /// The failure that an HTTP response is: what kind it is of, when to come back, and whether that makes sense.
    ///
    /// 429 is ``FailureKind/rateLimit``, 408 ``FailureKind/requestTimeout`` and 5xx ``FailureKind/serverError``; these may
    /// be tried again, as may 409 and 425. Other statuses may not: 401 and 403 are ``FailureKind/unauthorized``, the rest
    /// ``FailureKind/badRequest``.
    ///
    /// - Parameters:
    ///   - httpStatus: The status, such as 429.
    ///   - retryAfter: The value of the header `Retry-After`, where there is one: seconds or a date.
    ///   - body: The response's text. Where the header says nothing, a wait that the text asks for counts.
    public init(httpStatus: Int, retryAfter: String? = nil, body: String = "") {
        let kind: FailureKind =
            switch httpStatus {
            case 429: .rateLimit
            case 408: .requestTimeout
            case 401, 403: .unauthorized
            case 500...599: .serverError
            default: .badRequest
            }
        let isRetryable =
            switch kind {
            case .rateLimit, .requestTimeout, .serverError: true
            default: httpStatus == 409 || httpStatus == 425
            }
        self.init(
            kind: kind,
            message: body.isEmpty ? "status \(httpStatus)" : "status \(httpStatus): \(body)",
            retryAfter: retryAfter.flatMap { RetryAfter(header: $0) },
            isRetryable: isRetryable
        )
    }
}
