import Foundation
import TestSupport

extension TemporaryFolder {
    /// The number that a process wrote to a file, once it is there whole.
    func pid(in name: String) async throws -> pid_t? {
        for _ in 0..<1000 {
            if let text = content(of: name), text.hasSuffix("\n"), let pid = pid_t(text.dropLast())
            {
                return pid
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        return nil
    }
}
