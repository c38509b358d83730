extension RunPlan {
    /// One phase of the plan; other phases are indices into the plan. It is looked at all the time, and never changes.
    package final class Phase: Sendable {
        /// The phase's name.
        package let id: PhaseID
        /// The name as draws of chance know it.
        package let word: Chance.Word
        /// The phases that must be over before.
        package let needs: [Int]
        /// The phases that have this one among their needs.
        package let neededBy: [Int]
        /// The phases whose outputs its agent is given.
        package let inputs: [Int]
        /// The agent's name.
        package let agent: String
        /// What the user set.
        package let configuration: PhaseConfiguration
        /// The phase that a rejection sends back to.
        package let revises: Int?
        /// What `degrade` uses.
        package let fallback: PhaseOutput?
        /// Whether it is left out.
        package let isSkipped: Bool
        /// Everything that its result depends on in addition to other phases: the step's identity.
        package let identity: [CacheKey.Part]
        /// Whether files of its agent's are read at its turn, for its key.
        package let readsFiles: Bool
        /// How long its results are served.
        let timeToLive: Duration?
        /// The cache key up to the inputs' parts.
        let key: CacheKey.Beginning
        /// The parts of the cache key other than the inputs'.
        package var keyParts: [CacheKey.Part] { key.parts }
        /// Whether the inputs have parts in the key.
        let hasInputsInKey: Bool
        /// The names of the key's parts for the inputs, in their order.
        package let inputPartNames: [String]

        init(_ other: Phase) {
            id = other.id
            word = other.word
            needs = other.needs
            neededBy = other.neededBy
            inputs = other.inputs
            agent = other.agent
            configuration = other.configuration
            revises = other.revises
            fallback = other.fallback
            isSkipped = other.isSkipped
            identity = other.identity
            readsFiles = other.readsFiles
            timeToLive = other.timeToLive
            key = other.key
            hasInputsInKey = other.hasInputsInKey
            inputPartNames = other.inputPartNames
        }

        init(
            _ phase: Workflow.Phase,
            _ settings: PhaseConfiguration,
            word: Chance.Word,
            in run: WorkflowConfiguration,
            needs: [Int],
            neededBy: [Int],
            readsFiles: Bool,
            inputs: [Int],
            revises: Int?,
            isSkipped: Bool,
            identity: [CacheKey.Part]
        ) {
            id = phase.id
            self.word = word
            self.needs = needs
            self.neededBy = neededBy
            self.inputs = inputs
            agent = phase.agent
            configuration = settings
            timeToLive = run.timeToLive(of: settings)
            self.revises = revises
            fallback = settings.fallback.map { PhaseOutput(text: $0) }
            self.isSkipped = isSkipped
            self.readsFiles = readsFiles
            self.identity = identity
            let fields = settings.keyFields
            hasInputsInKey = fields?.contains(.inputs) ?? true
            key = CacheKey.Beginning(
                phase: phase.id,
                parts: fields.map { fields in identity.filter { fields.contains($0.field) } }
                    ?? identity,
                inputs: hasInputsInKey ? inputs.count : 0
            )
            inputPartNames = phase.inputs.map { "input \($0.name)" }
        }
    }
}
