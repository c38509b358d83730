internal import Statistics
internal import Workflows

/// Replays a phase as if its results had been kept.
///
/// A turn costs nothing whose key an earlier turn of the same cache had, if that one succeeded. Each cache begins empty: what
/// is promised is what the first n executions with a cache save; it saves more once it is filled.
struct CacheReplay {
    /// A turn, as a cache sees it.
    private struct Unit {
        /// The number of its key; `nil` where it has none, or is executed again in the same run and not looked up.
        let key: Int?
        let turn: ReplayedTurn
        let cost: Double
    }

    /// The turns that share a cache which begins empty.
    private let sessions: [[Unit]]
    private let kernel: LogKernel
    private let keyCount: Int

    /// Replays executions; where the cache is shared, all are one session.
    init(_ executions: [PhaseExecutions.Execution], isShared: Bool) {
        var numbers: [Digest: Int] = [:]
        var sessions: [[Unit]] = []
        var latest: Int?
        for execution in executions {
            if sessions.isEmpty || !isShared && execution.session != latest { sessions.append([]) }
            latest = execution.session
            for row in execution.turns {
                var key: Int?
                if let digest = row.key, row.visit == 1 {
                    key = numbers[digest] ?? numbers.count
                    numbers[digest] = key
                }
                let turn = ReplayedTurn(row)
                sessions[sessions.count - 1].append(Unit(key: key, turn: turn, cost: turn.cost))
            }
        }
        self.sessions = sessions
        keyCount = numbers.count
        kernel = LogKernel(callsOf: sessions.joined().map(\.turn))
    }

    /// What was saved.
    var evidence: (matched: Int, turns: Int, keys: Int, sums: SavingSums) {
        var sums = SavingSums()
        var matched = 0
        for session in sessions {
            var kept: Set<Int> = []
            for unit in session {
                sums.without += unit.cost
                if let key = unit.key, kept.contains(key) {
                    matched += 1
                } else {
                    sums.with += unit.cost
                    if let key = unit.key, unit.turn.succeeded { kept.insert(key) }
                }
            }
        }
        return (matched, sessions.reduce(0) { $0 + $1.count }, keyCount, sums)
    }

    /// What the next as many executions save.
    func prediction(
        saved: Double,
        rounds: Int,
        confidence: Double,
        _ generator: inout ResamplingGenerator
    ) -> PredictedSaving {
        .around(saved, scale: .share, confidence: confidence, rounds: rounds) { _ in
            let world = World(self, &generator)
            return (world.saved(&generator), world.saved(&generator))
        }
    }

    /// One of the worlds from which the turns may come.
    private struct World {
        private let replay: CacheReplay
        private let weights: BayesianBootstrap
        private let models: [SessionModel]

        init(_ replay: CacheReplay, _ chance: inout ResamplingGenerator) {
            self.replay = replay
            weights = BayesianBootstrap(count: replay.sessions.count, &chance)
            models = replay.sessions.map { SessionModel($0.map(\.key), &chance) }
        }

        /// The share saved of as many sessions as there were.
        func saved(_ chance: inout ResamplingGenerator) -> Double {
            var sums = SavingSums()
            for _ in replay.sessions {
                let place = weights.draw(&chance)
                add(replay.sessions[place], models[place], to: &sums, &chance)
            }
            return sums.saved
        }

        private func add(
            _ session: [Unit],
            _ model: SessionModel,
            to sums: inout SavingSums,
            _ chance: inout ResamplingGenerator
        ) {
            var kept: Set<Int> = []
            for _ in session {
                let (key, place) = model.draw(&chance)
                let unit = session[place]
                let cost =
                    replay.kernel.bandwidth > 0
                    ? unit.turn.smoothed(replay.kernel, &chance).cost : unit.cost
                sums.without += cost
                if let key, kept.contains(key) { continue }
                sums.with += cost
                if let key, unit.turn.succeeded { kept.insert(key) }
            }
        }
    }
}

/// Which keys come in a session, and which of its turns has their cost.
private struct SessionModel {
    /// The places of the turns with each key; then those of turns without any.
    private let places: [[Int]]
    private let categories: CategoryModel
    private let weights: BayesianBootstrap
    private let isKeyless: [Bool]

    init(_ keys: [Int?], _ chance: inout ResamplingGenerator) {
        var order: [Int: Int] = [:]
        var places: [[Int]] = []
        for (place, key) in keys.enumerated() {
            guard let key else { continue }
            if let known = order[key] {
                places[known].append(place)
            } else {
                order[key] = places.count
                places.append([place])
            }
        }
        self.places = places
        isKeyless = keys.map { $0 == nil }
        categories = CategoryModel(counts: places.map(\.count), &chance)
        weights = BayesianBootstrap(count: keys.count, &chance)
    }

    /// A key of the session, from 0, and the place of a turn that it may cost as much as.
    func draw(_ chance: inout ResamplingGenerator) -> (key: Int?, place: Int) {
        let any = weights.draw(&chance)
        if isKeyless[any] || places.isEmpty { return (nil, any) }
        let key = categories.draw(&chance)
        guard key < places.count else { return (key, any) }
        return (key, places[key][chance.index(below: places[key].count)])
    }
}
