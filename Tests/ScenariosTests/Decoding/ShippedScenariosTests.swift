import Foundation
import Faults
import JSON
import TestSupport
import Testing
import Workflows

@testable import Scenarios

@Suite("The scenarios that are shipped")
struct ShippedScenariosTests {
    @Test("there are some")
    func exist() {
        #expect(Repository.scenarioFiles.count >= 10)
        #expect(Repository.scenarioFiles.contains("Scenarios/hello-world-api.yaml"))
        #expect(Repository.scenarioFiles.contains("Fixtures/claims/refuted.yaml"))
    }

    @Test("each is a valid scenario with its own class name")
    func load() throws {
        var names: Set<String> = []
        for file in Repository.scenarioFiles {
            do {
                let scenario = try Repository.loader.load(file)
                #expect(scenario.file == file)
                #expect(!scenario.runs.isEmpty)
                #expect(names.insert(scenario.className).inserted, "\(file)")
            } catch {
                Issue.record("\(file): \(error)")
            }
        }
    }

    @Test(
        "each fits the JSON Schema, and a file with a misspelt key does not",
        .enabled(
            if: SchemaValidator.path != nil,
            "no python3 with the package jsonschema: the schema was not held against anything"
        ),
        .timeLimit(.minutes(1))
    )
    func schema() throws {
        var documents = try Repository.scenarioFiles.map { file in
            let path = Repository.path(of: file)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            return (file, JSONValue(try YAMLReader.read(bytes: [UInt8](bytes), file: file)).text)
        }
        for file in unknownKeys {
            let root = try YAMLReader.read(bytes: Array(file.text.utf8), file: "x.yaml")
            documents.append((file.title, JSONValue(root).text))
        }
        let invalid = try SchemaValidator.invalid(documents, under: ScenarioShape.jsonSchema)
        #expect(invalid == unknownKeys.map(\.title))
    }
}

/// An interpreter that can hold documents against a schema.
enum SchemaValidator {
    static let path: String? = {
        let fromPath = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .map { "\($0)/python3" }
        return (fromPath + ["/usr/bin/python3"]).first { path in
            guard FileManager.default.isExecutableFile(atPath: path) else { return false }
            return (try? run(path, ["-c", "import jsonschema"]))?.status == 0
        }
    }()

    /// The names of the documents that the schema refuses.
    static func invalid(_ documents: [(String, String)], under schema: String) throws -> [String] {
        let folder = try TemporaryFolder()
        try folder.write("schema.json", schema)
        for (index, document) in documents.enumerated() {
            try folder.write("\(index).json", document.1)
        }
        let script = """
            import json, sys, jsonschema
            folder = sys.argv[1]
            schema = json.load(open(folder + "/schema.json"))
            jsonschema.Draft202012Validator.check_schema(schema)
            validator = jsonschema.Draft202012Validator(schema)
            for index in range(int(sys.argv[2])):
                if not validator.is_valid(json.load(open(f"{folder}/{index}.json"))):
                    print(index)
            """
        let (status, output) = try run(
            path ?? "",
            ["-c", script, folder.path, String(documents.count)]
        )
        #expect(status == 0)
        let indices = output.split(separator: "\n").compactMap { Int($0) }
        return indices.filter(documents.indices.contains).map { documents[$0].0 }
    }

    private static func run(
        _ path: String,
        _ arguments: [String]
    ) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
