internal import Faults
internal import Shapes
internal import Workflows

// The one exact place where a fault fires.
extension FaultDecoder {
    /// The site of a fault that acts at a failpoint; `run` is the run in which it is listed, if it is.
    mutating func site(
        _ node: SourceNode,
        at failpoint: Failpoint,
        of run: String?,
        _ path: String
    ) -> Site.Key? {
        let name = declaredRun(node[SiteKeys.run], in: run, "\(path).run")
        var phase = ""
        if let place = node[SiteKeys.phase], place.text != "" {
            phase = self.name(place, "a phase", among: phases, "\(path).phase") ?? ""
            check([(.phase, place)], at: failpoint, path)
        }
        let attempt = node[SiteKeys.attempt] ?? 0
        if attempt > 0 { check([(.attempt, node.node(SiteKeys.attempt))], at: failpoint, path) }
        guard let name else { return nil }
        return Site.Key(
            failpoint,
            run: Site.Run(
                name: name,
                repetition: node[SiteKeys.repetition] ?? 0,
                life: node[SiteKeys.life] ?? 0
            ),
            phase: phase,
            role: (node[SiteKeys.role] ?? .execute).role,
            attempt: attempt,
            visit: node[SiteKeys.visit] ?? 0
        )
    }
}
