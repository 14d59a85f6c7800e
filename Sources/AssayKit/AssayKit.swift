// One import for everything that a front end needs. A thin layer on purpose: the command line and
// Swift packages that check their protocols in their own tests use the same parts.

@_exported import Diagnostics
@_exported import Exploration
@_exported import ProtocolLanguage
@_exported import ProtocolModel
@_exported import Reporting
@_exported import Terms
@_exported import Traces
@_exported import Verification
