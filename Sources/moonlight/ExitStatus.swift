internal import Suites
internal import Shapes
internal import ArgumentParser
internal import Reports
internal import Scenarios
internal import Storage
internal import XML

/// The exit codes that users rely on.
enum ExitStatus {
    static let failed = ExitCode(1)
    static let noVerdict = ExitCode(2)
    static let wrongUsage = ExitCode(64)
    static let invalidInput = ExitCode(65)
    static let missingFile = ExitCode(66)
    static let ownFault = ExitCode(70)
    static let infrastructure = ExitCode(75)

    private static func code(of failure: StorageFailure) -> ExitCode {
        switch failure.kind {
        case .invalid: invalidInput
        case .infrastructure: infrastructure
        case .missing: missingFile
        }
    }

    /// Annotates mistakes under GitHub Actions; that its summary cannot be written does not hide them.
    private static func report(_ mistakes: [Problem]) {
        guard let gitHub = GitHubActions.current else { return }
        let lines = gitHub.annotations.lines(mistakes)
        do {
            try gitHub.report(lines, withDocument: true) { limit in
                let text = ProblemReport.text(mistakes)
                return SummaryMarkdown.text(title: "Invalid input", lines: text, limit: limit)
            }
        } catch {
            StandardError.write("\(error)\n")
        }
    }

    /// Performs a command; each family of errors gets its message and its code.
    static func mapped(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let code as ExitCode {
            throw code
        } catch let problems as Problems {
            StandardError.write("\(problems)\n")
            report(problems.list)
            throw invalidInput
        } catch let failure as ScenarioLoader.Failure {
            StandardError.write("\(failure)\n")
            if case .unreadable = failure { throw infrastructure }
            if case .notUTF8 = failure { throw invalidInput }
            throw missingFile
        } catch let problem as XMLProblem {
            StandardError.write("\(problem)\n")
            switch problem.kind {
            case .io(errno: 2): throw missingFile
            case .io: throw infrastructure
            default: throw invalidInput
            }
        } catch let place as UnusablePlace {
            StandardError.write("\(place)\n")
            throw invalidInput
        } catch let failure as WriteFailure {
            StandardError.write("\(failure)\n")
            throw infrastructure
        } catch let failure as StorageFailure {
            StandardError.write("\(failure.path): error: \(failure.message)\n")
            throw code(of: failure)
        } catch let absence as NothingStored {
            StandardError.write("moonlight: \(absence)\n")
            throw missingFile
        } catch let absence as UnknownHistory {
            StandardError.write("moonlight: \(absence)\n")
            throw missingFile
        } catch let refusal as StoredRunResumer.Refusal {
            StandardError.write("moonlight: \(refusal)\n")
            if case .unknown = refusal { throw missingFile }
            throw invalidInput
        } catch let error as CleanExit {
            throw error
        } catch let error as ValidationError {
            throw error
        } catch {
            StandardError.write("moonlight: a fault of our own: \(error)\n")
            throw ownFault
        }
    }
}
