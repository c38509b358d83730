/// A scenario whose policies can be changed so that it gets slower: one more retry, or a shorter time to live.
package enum PlantedScenario {
    /// Its text. `code` fails for ever, and `warm` finds `plan` in the cache.
    package static let text = """
        name: planted
        seed: 5
        workflow: {phases: [{name: plan}, {name: code, needs: [plan]}, {name: check, needs: [code]}]}
        config:
          cache: {ttl: 2h}
          phases:
            code: {retry: {max_attempts: 2, initial: 2s, on_exhausted: degrade}, fallback: little}
        agents:
          plan: {simulated: {output: x, latency: {uniform: {min: 1s, max: 9s}}}}
          code: {simulated: {output: y, latency: {uniform: {min: 2s, max: 4s}}}}
          check: {simulated: {output: z, latency: {uniform: {min: 1s, max: 9s}}}}
        faults: [{id: broken, when: {phase: code}, inject: server_error, expect: surfaced}]
        runs:
          - {name: cold, expect: {status: degraded}}
          - {name: warm, advance: 1h, expect: {status: degraded}}

        """
}
