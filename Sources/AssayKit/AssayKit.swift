// One import for everything that a front end needs: the command line and Swift packages that
// check their protocols in their own tests use the same parts.
//
// The public names of this target (`Role`, `Table`, `Scenario`, …) hide equal ones of the parts
// from whoever imports it; what the command line needs of a hidden type, another part has to say.

@_exported import Diagnostics
@_exported import Exploration
@_exported import Importers
@_exported import ProtocolLanguage
@_exported import ProtocolModel
@_exported import Regression
@_exported import Reporting
@_exported import Terms
@_exported import Traces
@_exported import Verification
