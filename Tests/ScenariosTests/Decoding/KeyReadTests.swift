import TestSupport
import Testing
import Workflows

@testable import Scenarios
@testable import Shapes

@Suite("Keys that decoders read")
struct KeyReadTests {
    /// A file with something under every mapping that others leave out.
    private static let rest = """
        invariants: {except: [bounds]}
        name: the rest
        description: Keys that the shipped scenarios do not need.
        workflow: {phases: [{name: a, agent: b}]}
        time_limit: 1m
        seeds: 1..2
        matrix: {requirements: [p, q]}
        requires: [["true"]]
        agents:
          b:
            process:
              command: [sh, "{port}"]
              env: {MODE: fast, KEY: {from_env: K, secret: true}}
              cwd: .
              probe: {get: /}
              timeout: 1s
              sources: ["*.yaml"]
        config:
          checkpoints: {enabled: true}
          context: {enabled: true, feedback: false, history: false, budget: 1KiB}
          phases:
            a:
              artifacts: ["*.bin"]
              workspace: clean
              hooks: {before: [echo], after: [echo], on_failure: [echo]}
              validate: [json]
        faults:
          - id: f
            at: agent.call
            when: {phase: a, agent: b, run: r, window: 1s..2s, burst: {size: 2, gap: 1s}}
            inject: {latency: {by: {uniform: {min: 1s, max: 2s}}, point: before}}
            expect: any
          - {id: g, inject: {latency: {lognormal: {median: 1s, p90: 2s}}}}
          - {id: h, inject: {server_error: {status: 503}}}
          - {id: i, inject: {crash: {point: after}}}
          - {id: j, inject: {hang: {point: after}}}
          - id: k
            when: {window: {start: 1s, length: {samples: times.csv}}}
            group: {name: both, together: 80%}
            inject: crash
          - {id: l, site: {run: r, repetition: 1, phase: a, role: do, attempt: 1, life: 0, visit: 0}, inject: crash}
        climate: incident
        always: {status: succeeded}
        runs:
          - name: r
            cancel: {at: 1s}
            expect: {output: {a: {json: true}}, response: {status: 200}, error: {phase: a}, cache: {hits: 1}}
          - {name: s, cancel: {after: a, grace: 1s}}
          - {name: t, kill: {event: 1}}
          - {name: u, kill: {during: a}}
        claims: [{name: c, baseline: r, candidate: s, speedup: ">= 3", under: incident}]
        """

    /// A saved failure, in which much of the rest is void.
    private static let found = """
        extends: x.yaml
        found: {invariant: bounds, seed: 1, tool: 1.0.0, schema: 1, trace: ab}
        faults: []
        """

    /// What no decoder reads, with the reason.
    private static let unread = [
        // Its shape allows one value alone.
        KeyReads.identity(of: ScenarioKeys.schema.field)
    ]

    /// The keys of a shape and of all that lies in it; a tag is no key.
    private static func keys(of shape: Shape) -> Set<String> {
        switch shape {
        case .object(let fields, _):
            fields.reduce(into: []) { keys, field in
                keys.insert(KeyReads.identity(of: field))
                keys.formUnion(Self.keys(of: field.shape))
            }
        case .tagged(let fields):
            fields.reduce(into: []) { $0.formUnion(keys(of: $1.shape)) }
        case .map(let value, _): keys(of: value)
        case .list(let item, _), .singleOrList(let item): keys(of: item)
        case .anyOf(_, let variants): variants.reduce(into: []) { $0.formUnion(keys(of: $1)) }
        case .named(_, let inner): keys(of: inner())
        default: []
        }
    }

    @Test("every key that a file may have is read by a decoder")
    func everyKey() throws {
        let folder = try TemporaryFolder()
        try folder.write("x.yaml", Self.rest)
        try folder.write("times.csv", "1.5\n")
        let reads = try KeyReads.during {
            _ = try ScenarioLoader(workingDirectory: folder.path).load("x.yaml")
            try folder.write("found.yaml", Self.found)
            _ = try ScenarioLoader(workingDirectory: folder.path).load("found.yaml")
            for file in Repository.scenarioFiles { _ = try? Repository.loader.load(file) }
        }
        let declared = Self.keys(of: ScenarioShape.root)
        #expect(declared.count > 100)
        #expect(declared.subtracting(reads).sorted() == Self.unread)
    }

    @Test("a key that nobody asks for is noticed")
    func unreadKey() throws {
        let (asked, other) = (Key("a", .text, doc: "One."), Key("b", .text, doc: "Two."))
        let node = try readYAML("{a: x, b: y}")
        let reads = KeyReads.during { _ = node[asked] }
        let shape = Shape.object([asked.field, other.field])
        #expect(Self.keys(of: shape).subtracting(reads) == ["b: Two."])
        #expect(KeyReads.during {} == [])
    }
}
