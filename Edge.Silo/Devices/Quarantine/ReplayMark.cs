using OrleansCare.Clinical.Time;
using OrleansCare.Edge.Devices.Intake;
using OrleansCare.Interop.Devices;

namespace OrleansCare.Edge.Devices.Quarantine;

/// <summary>An entry went the ordinary way again: when, and with what result. Elements: what was outstanding is what was accepted, refused again or ignored.</summary>
/// <param name="Remaining">What was refused again; null: all that was outstanding before.</param>
internal readonly record struct ReplayMark(SiloTime At, IntakeOutcome Outcome, int Accepted, int Quarantined, int Ignored, IReadOnlyList<Reject>? Remaining);
