namespace OrleansCare.Contracts.Devices;

/// <summary>GET /api/profiles at the edge: a device profile in use.</summary>
/// <param name="Evidence">sample, vendor-document or assumed.</param>
/// <param name="Source">What it was written from.</param>
/// <param name="Fingerprint">SHA-256 of the file, hex.</param>
/// <param name="ObserveOnly">Assumed and not confirmed: what it reads goes to quarantine (<c>ProfileUnconfirmed</c>) and raises no alarm.</param>
/// <param name="Held">Elements that went there for it since the edge's start.</param>
/// <param name="Decision">Null: nobody has decided on this very content.</param>
public sealed record ProfileReport(
    string Name, string Title, string Evidence, string Source, string Fingerprint, bool ObserveOnly, long Held, ProfileDecisionReport? Decision);

public sealed record ProfileDecisionReport(bool Confirmed, string By, string Reason, DateTimeOffset At);

/// <summary>POST /api/profiles/{name}/confirm and /withdraw.</summary>
/// <param name="By">Who decides.</param>
/// <param name="Fingerprint">Of what was looked at; left out: of whatever is in use.</param>
public sealed record ProfileDecisionRequest(string By, string? Reason = null, string? Fingerprint = null);
