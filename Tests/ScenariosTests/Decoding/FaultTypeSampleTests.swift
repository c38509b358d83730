import Faults
import Shapes
import Testing

@testable import Scenarios

@Suite struct FaultTypeSampleTests {
    @Test("every sample of a type is one that a scenario file may say", arguments: FaultType.all)
    func fits(_ type: FaultType) throws {
        #expect((1...3).contains(type.samples.count))
        for parameters in type.samples {
            let node = try YAMLReader.read(bytes: Array(parameters.utf8), file: type.name)
            var problems: [Problem] = []
            Checker.check(node, against: type.shape, at: NodePath(type.name), into: &problems)
            #expect(problems.isEmpty, "\(type.name) \(parameters): \(problems)")
            var mistakes = ProblemList()
            let injection = type.injection(
                node,
                at: type.name,
                reading: .none,
                into: &mistakes
            )
            #expect(injection != nil && mistakes.list.isEmpty, "\(type.name) \(parameters)")
        }
    }
}
