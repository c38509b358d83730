internal import Scenarios
extension DeclaredFault { var parameters: String { "{}" } }
