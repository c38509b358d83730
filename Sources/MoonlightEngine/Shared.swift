// What is the same to a user as to the package's own modules is declared once, in Workflows. The imports hand on the members;
// the names are given here again, because documentation is made of what a module declares itself.
@_exported public import struct Workflows.AgentAnswer
@_exported public import struct Workflows.CacheLimits
@_exported public import enum Workflows.PhaseEnding
@_exported public import struct Workflows.PhaseOutput
@_exported public import enum Workflows.RunStatus
@_exported public import struct Workflows.UsageBudget

/// What an agent gave: an `output`, and what it used up in `tokens`, `costMicros` and `calls`. A string literal is an answer
/// of text alone.
public typealias AgentAnswer = Workflows.AgentAnswer

/// How much a cache may hold: so many `entries`, 1,000 by default, and so many `bytes` of output, 64 MiB by default. The
/// least recently used results go first.
public typealias CacheLimits = Workflows.CacheLimits

/// How a phase's turn ended: `committed`, `cached`, `degraded`, `failed`, `discarded`, `cancelled` or `paused`. Its result
/// `counts` after the first three.
public typealias PhaseEnding = Workflows.PhaseEnding

/// What a phase gave: `text`, and `files` with a `path` and `bytes` each, sorted by path.
public typealias PhaseOutput = Workflows.PhaseOutput

/// How a run ended: `succeeded`, `degraded`, `failed`, `cancelled`, `interrupted` or `paused`. Nothing is left to do after the
/// first two, which are `isFinal`.
public typealias RunStatus = Workflows.RunStatus

/// How much calls of agents may use: `UsageBudget(tokens: 200_000, costMicros: 2_500_000, requests: 20)`. What is not said is
/// not limited; `costMicros` are millionths of the currency unit, and `requests` counts those that an agent makes itself.
public typealias UsageBudget = Workflows.UsageBudget
