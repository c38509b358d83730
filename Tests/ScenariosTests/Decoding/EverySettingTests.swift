import Faults
import JSON
import TestSupport
import Testing
import Workflows

@testable import Scenarios

@Suite("Every setting at once")
struct EverySettingTests {
    private static let base = """
        tags: [base]
        agents:
          a: {simulated: {output: "{}", frames: 3, calls: 2}, seed: 7, sampling: {temperature: 0.2}}
          undo: {simulated: {}}
        """

    private static let whole = """
        extends: _base.yaml
        name: x
        workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
        clock: real
        config:
          retry: {on_exhausted: rollback, stop_on_pattern: true, pattern_length: 4}
          timeout: {attempt: 3s, heartbeat: 1s, run: 1m}
          cache: {ttl: 1h, ttl_multiplier: 0.5, store: run, strategy: smart, epoch: 3, tags: [t]}
          fail_fast: false
          checkpoints: {enabled: true}
          monitor: {enabled: false}
          rollback: {policy: {to_phase: a}, max_rollbacks: 2}
          parallel: 2
          phases:
            a:
              compensate: undo
              timeout: {heartbeat: 2s}
              cache: {key: [requirements, inputs], epoch: 4, tags: [u]}
              hooks:
                before: [echo, 1]
                after: {command: [echo], env: {TOKEN: {from_env: T, secret: true}}, timeout: 1s}
                on_failure: [echo]
              validate: [json, {json: true}, {json: {$.a: 1}}, {json: {path: $.b, equals: [2]}}, {json_schema: {type: object}}, {exit_status: [0, 3]},
                {command: [true]}]
            b: {retry: {on_exhausted: pause}}
        agents:
          b: {process: {command: [echo], answer: json, grace: 0s}}
        faults:
          - {id: f, inject: {rate_limit: {retry_after: 1s, in: body}}}
          - {id: g, inject: {rate_limit: {retry_after: "Sat, 01 Jan 2000 00:00:20 GMT"}}}
        runs:
          - {name: one, kill: {after: a}}
          - name: two
            resume: one
            restart: true
            invalidate: [t, u]
            config: {rollback: {policy: compensate}, parallel: false}
            agents: {a: {version: 2, simulated: {frames: 1}}}
            expect:
              rollbacks: 1
              patterns: [repeated_hang]
              anomalies: [a]
              cache: {hits: 1, misses: 2, evicted: 0, missed_because: {a: requirements, b: [model]}}
          - {name: six, cancel: {at: 1s}, concurrent: 2, repeat: 4}
          - {name: ten, cancel: {after: b}, expect: {status: cancelled}}
          - {name: two more, cancel: {during: backoff, grace: 0s}}
          - {name: one more, kill: {event: 3}}
        """

    @Test("they go together")
    func load() throws {
        let folder = try TemporaryFolder()
        try folder.write("_base.yaml", Self.base)
        let scenario = try folder.load(Self.whole)
        #expect(scenario.tags == ["base"])
        #expect(scenario.runs.map(\.name) == ["one", "two", "six", "ten", "two more", "one more"])
        #expect(scenario.runs.map(\.configuration.rollback).first == .to("a"))
        #expect(scenario.runs.dropFirst().first?.configuration.rollback == .compensate)
        #expect(scenario.runs.allSatisfy { !$0.configuration.failsFast })
    }

    @Test(
        "the JSON Schema admits them, and a part only where another file may complete it",
        .enabled(if: SchemaValidator.path != nil, "no python3 with the package jsonschema"),
        .timeLimit(.minutes(1))
    )
    func schema() throws {
        let texts = [
            ("whole", Self.whole.replacing("extends: _base.yaml\n", with: "")),
            ("completed", Self.whole),
            ("completed part", "extends: _base.yaml\nagents: {a: {version: 2}}\n"),
            ("part", Self.base),
            ("misspelt part", "extends: _base.yaml\nagnts: {}\n"),
        ]
        let documents = try texts.map { name, text in
            let root = try YAMLReader.read(bytes: Array(text.utf8), file: "x.yaml")
            return (name, JSONValue(root).text)
        }
        let invalid = try SchemaValidator.invalid(documents, under: ScenarioShape.jsonSchema)
        #expect(invalid == ["part", "misspelt part"])
    }
}
