internal import Workflows

/// What follows one run for all invariants that are asked for; the next run uses the same memory.
struct RunInvariants: RunObserver {
    private(set) var run = Event.Run(name: "")
    /// What the keys of its effects begin with.
    var scope = ""
    private(set) var plan: ObservedPlan?
    /// What this run did to results, which is judged together with other runs.
    private(set) var results = ResultLog()
    /// What is wrong, in the order of the events; the first of each invariant.
    private(set) var found: [(invariant: Invariant, violation: InvariantViolation)] = []

    let asked: InvariantSet
    /// Those that have found nothing in this run.
    private(set) var open: InvariantSet
    private var finder = PlaceFinder()
    private(set) var places = 0
    private var isFirst = true
    /// The number of the next event, while those that happened say only that the run goes on and what acted on that.
    var opening = 0
    /// Whether an entry was damaged while it was written, since the run went on.
    var isTorn = false
    var oneEnding = OneEnding()
    private var dependencyOrder = DependencyOrder()
    private var attemptBudget = AttemptBudget()
    private var backoffBounds = BackoffBounds()
    private var committedOnce = CommittedOnce()
    var compensationOrder = CompensationOrder()
    private var legalTransitions = LegalTransitions()
    var oneKeyOneInput = OneKeyOneInput()
    private(set) var damagedOutputUnused = DamagedOutputUnused()
    private var requestBudget = RequestBudget()
    private var cacheAccounting = CacheAccounting()
    private var discardedWorkUnused = DiscardedWorkUnused()
    var bounds = Bounds()
    var usageBounds = UsageBounds()
    private var deadline: Deadline
    private var liveness: Liveness
    private var corruptionClosed = CorruptionClosed()
    var effectsOnce = EffectsOnce()

    /// What is left of a run's resources once a fault has acted that lowers them, by its id.
    let lowering: [String: ResourcePassage]
    /// Whether it is counted what calls use.
    private(set) var countsUsage = false

    /// On a real clock what takes time between calls is not looked at.
    init(_ asked: InvariantSet, isVirtual: Bool, lowering: [String: ResourcePassage] = [:]) {
        self.asked = asked
        self.lowering = lowering
        open = asked
        deadline = Deadline(isExact: isVirtual)
        liveness = Liveness(isExact: isVirtual)
    }

    mutating func begin(_ plan: RunPlan) {
        let observed = self.plan.flatMap { $0.isPlan(of: plan) ? $0 : nil } ?? ObservedPlan(plan)
        begin(plan.run, observed)
    }

    /// The same with a plan that was looked at before; effects are looked at where agents can have some.
    mutating func begin(_ run: Event.Run, _ plan: ObservedPlan, hasEffects: Bool = false) {
        self.run = run
        self.plan = plan
        if !found.isEmpty { found.removeAll(keepingCapacity: true) }
        open = hasEffects ? asked : asked.subtracting(.effectsOnce)
        finder.begin()
        isFirst = true
        places = plan.count
        if asked.contains(.oneEnding) { oneEnding.begin() }
        if asked.contains(.dependencyOrder) { dependencyOrder.begin(places) }
        if asked.contains(.attemptBudget) { attemptBudget.begin(places) }
        if asked.contains(.backoffBounds) { backoffBounds.begin(places) }
        if asked.contains(.committedOnce) { committedOnce.begin(places) }
        if asked.contains(.compensationOrder) { compensationOrder.begin(places) }
        if !asked.isDisjoint(with: .ofResults) { results.begin(places) }
        if asked.contains(.legalTransitions) { legalTransitions.begin(places) }
        if asked.contains(.oneKeyOneInput) { oneKeyOneInput.begin(places) }
        if asked.contains(.damagedOutputUnused) { damagedOutputUnused.begin(places) }
        if asked.contains(.requestBudget) { requestBudget.begin(places) }
        if asked.contains(.cacheAccounting) { cacheAccounting.begin(places) }
        if asked.contains(.discardedWorkUnused) { discardedWorkUnused.begin(places) }
        if asked.contains(.corruptionClosed) { corruptionClosed.begin(places) }
        if open.contains(.effectsOnce) { effectsOnce.begin(places) }
        bounds.begin(places)
        countsUsage = plan.isBudgeted || !lowering.isEmpty
        if countsUsage { usageBounds.begin(places) }
        (opening, isTorn) = (0, false)
        deadline.begin(places)
        liveness.begin(places)
    }

    /// Takes up what happened before in the scenario, and before the run was resumed.
    mutating func takeOver(_ damaged: [DamagedOutputUnused.Output], _ life: OneKeyOneInput.Life?) {
        if !damaged.isEmpty { damagedOutputUnused.takeOver(damaged) }
        if let life { oneKeyOneInput.resume(life) }
    }

    /// The run goes on after its process died by a fault: what counts is what it restores, and budgets are fresh.
    private mutating func beginLife() {
        dependencyOrder.begin(places)
        attemptBudget.begin(places)
        backoffBounds.begin(places)
        committedOnce.begin(places)
        compensationOrder.beginLife()
        legalTransitions.begin(places)
        requestBudget.begin(places)
        cacheAccounting.begin(places)
        deadline.beginLife()
        liveness.begin(places)
        bounds.beginLife()
        // Nothing that was given before is known where nothing is recorded: the run is another one under its name.
        if plan?.hasCheckpoints == false {
            oneKeyOneInput.begin(places)
            compensationOrder.lose()
        }
    }

    mutating func note(_ events: ArraySlice<Event>) {
        guard let plan else { return }
        events.withUnsafeBufferPointer { events in
            guard let first = events.baseAddress else { return }
            for index in events.indices { note(EventSource(first + index), plan) }
        }
    }

    private mutating func note(_ source: EventSource, _ plan: ObservedPlan) {
        let tag = source.tag
        var place = source.place
        if place < 0 || place >= plan.count {
            // Not the machine's own: its phase has to be found.
            place = source.phase.map { finder.place(of: $0, in: plan) } ?? 0
            if place >= places { makeRoom(place + 1) }
        }
        let event = ObservedEvent(
            tag: tag,
            place: place,
            sequence: source.sequence,
            time: source.time
        )
        if open.contains(.oneEnding) { oneEnding.note(event, source) }
        if open.contains(.corruptionClosed), let message = corruptionClosed.note(event, source) {
            close(.corruptionClosed, event.sequence, message)
        }
        if case .runResumed = tag {
            if !isFirst { beginLife() }
            noteResume(source)
        }
        if open.contains(.reportIsFold), let message = ReportIsFold.objection(to: event, source) {
            close(.reportIsFold, event.sequence, message)
        }
        if case .faultInjected = tag { noteFault(source) }
        if countsUsage, open.contains(.bounds),
            let message = usageBounds.note(event, source, plan)
        {
            close(.bounds, event.sequence, message)
        }
        let readers = open.intersection(tag.readers)
        if !readers.isEmpty { note(event, source, plan, for: readers) }
        // The first says how the run begins, whatever it is.
        if tag.isAside, !isFirst { return }
        isFirst = false
        if !readers.isDisjoint(with: .ofAttempts) {
            noteAttempts(event, source, plan, for: readers)
        }
        if open.contains(.effectsOnce) { _ = effectsOnce.note(event, source, plan) }
        if !open.isDisjoint(with: .ofResults), place < plan.count { results.note(event, source) }
    }

    @inline(__always)
    private mutating func noteAttempts(
        _ event: ObservedEvent,
        _ source: EventSource,
        _ plan: ObservedPlan,
        for readers: InvariantSet
    ) {
        if readers.contains(.dependencyOrder),
            let message = dependencyOrder.note(event, source, plan)
        {
            close(.dependencyOrder, event.sequence, message)
        }
        if readers.contains(.attemptBudget), let message = attemptBudget.note(event, source, plan) {
            close(.attemptBudget, event.sequence, message)
        }
        if readers.contains(.backoffBounds), let message = backoffBounds.note(event, source, plan) {
            close(.backoffBounds, event.sequence, message)
        }
        if readers.contains(.committedOnce), let message = committedOnce.note(event, source, plan) {
            close(.committedOnce, event.sequence, message)
        }
        if readers.contains(.compensationOrder),
            let message = compensationOrder.note(event, source, plan)
        {
            close(.compensationOrder, event.sequence, message)
        }
    }

    @inline(__always)
    private mutating func note(
        _ event: ObservedEvent,
        _ source: EventSource,
        _ plan: ObservedPlan,
        for readers: InvariantSet
    ) {
        if readers.contains(.legalTransitions),
            let message = legalTransitions.note(event, source, plan)
        {
            close(.legalTransitions, event.sequence, message)
        }
        if readers.contains(.oneKeyOneInput),
            let message = oneKeyOneInput.note(event, source, plan)
        {
            close(.oneKeyOneInput, event.sequence, message)
        }
        if readers.contains(.damagedOutputUnused),
            let message = damagedOutputUnused.note(event, source, plan)
        {
            close(.damagedOutputUnused, event.sequence, message)
        }
        if readers.contains(.requestBudget), let message = requestBudget.note(event, source, plan) {
            close(.requestBudget, event.sequence, message)
        }
        noteUse(event, source, plan, for: readers)
    }

    @inline(__always)
    private mutating func noteUse(
        _ event: ObservedEvent,
        _ source: EventSource,
        _ plan: ObservedPlan,
        for readers: InvariantSet
    ) {
        if readers.contains(.cacheAccounting),
            let message = cacheAccounting.note(event, source, plan)
        {
            close(.cacheAccounting, event.sequence, message)
        }
        if readers.contains(.discardedWorkUnused),
            let message = discardedWorkUnused.note(event, source, plan)
        {
            close(.discardedWorkUnused, event.sequence, message)
        }
        if readers.contains(.bounds), let message = bounds.note(event, source, plan) {
            close(.bounds, event.sequence, message)
        }
        if readers.contains(.deadline), let message = deadline.note(event, source, plan) {
            close(.deadline, event.sequence, message)
        }
        if readers.contains(.liveness), let message = liveness.note(event, source, plan) {
            close(.liveness, event.sequence, message)
        }
    }

    mutating func close(_ invariant: Invariant, _ sequence: Int, _ message: String) {
        open.remove(InvariantSet(invariant))
        found.append((invariant, InvariantViolation(run, sequence, message)))
    }

    private mutating func makeRoom(_ places: Int) {
        self.places = places
        dependencyOrder.makeRoom(places)
        attemptBudget.makeRoom(places)
        backoffBounds.makeRoom(places)
        committedOnce.makeRoom(places)
        compensationOrder.makeRoom(places)
        legalTransitions.makeRoom(places)
        oneKeyOneInput.makeRoom(places)
        damagedOutputUnused.makeRoom(places)
        requestBudget.makeRoom(places)
        cacheAccounting.makeRoom(places)
        discardedWorkUnused.makeRoom(places)
        corruptionClosed.makeRoom(places)
        effectsOnce.makeRoom(places)
    }
}
