using OrleansCare.Clinical.Time;
using OrleansCare.Edge.Devices.Intake;

namespace OrleansCare.Edge.Devices.Quarantine;

/// <summary>An entry went the ordinary way again: when, and with what result.</summary>
internal readonly record struct ReplayMark(SiloTime At, IntakeOutcome Outcome, int Accepted, int Quarantined, int Ignored);
