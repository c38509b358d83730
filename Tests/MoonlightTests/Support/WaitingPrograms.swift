import Foundation
import TestSupport

extension TemporaryFolder {
    /// The numbers that a program writes into a file beside the scenarios, once a line of them is whole; none where that
    /// never comes.
    func numbers(in name: String = "pids") -> [Int32] {
        for _ in 0..<1000 {
            if let text = try? text(of: "Scenarios/\(name)"), text.hasSuffix("\n") {
                return text.split { $0 == " " || $0 == "\n" }.compactMap { Int32($0) }
            }
            usleep(20_000)
        }
        return []
    }
}
