// What is the same to a user as to the package's own modules is declared once, in Workflows, and seen here.
@_exported public import struct Workflows.AgentAnswer
@_exported public import struct Workflows.CacheLimits
@_exported public import enum Workflows.PhaseEnding
@_exported public import struct Workflows.PhaseOutput
@_exported public import enum Workflows.RunStatus
