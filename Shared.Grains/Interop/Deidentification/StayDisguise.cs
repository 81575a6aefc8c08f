using System.Buffers;
using System.Security.Cryptography;
using OrleansCare.Contracts.Identity;

namespace OrleansCare.Interop.Deidentification;

/// <summary>
/// What a stay is called and when it happens outside the edge: both random, derived from nothing, drawn once per stay and kept with it on the edge only.
/// One shift for the whole stay keeps every interval exact.
/// </summary>
public sealed record StayDisguise
{
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.");
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    /// <param name="pseudonym">1 to 64 letters, digits, dots or dashes: a FHIR id.</param>
    /// <param name="shift">Added to every time: into the past by up to 365 days, never by whole days, which would leave the time of day true.</param>
    /// <exception cref="ArgumentException">Either breaks its rule.</exception>
    public StayDisguise(string pseudonym, TimeSpan shift)
    {
        if (!IsPseudonym(pseudonym))
        {
            throw new ArgumentException("A pseudonym is a FHIR id: 1 to 64 letters, digits, dots or dashes.", nameof(pseudonym));
        }

        if (shift >= TimeSpan.Zero || shift < -Year || shift.Ticks % Day.Ticks == 0)
        {
            throw new ArgumentException("A shift goes into the past, by up to 365 days, and not by whole days.", nameof(shift));
        }

        Pseudonym = pseudonym;
        Shift = shift;
    }

    public string Pseudonym { get; }

    public TimeSpan Shift { get; }

    internal static bool IsPseudonym(ReadOnlySpan<char> text) => text.Length is > 0 and <= 64 && text.IndexOfAnyExcept(IdCharacters) < 0;

    /// <summary>Between 1 and 365 days back, to the millisecond, at least an hour off whole days.</summary>
    public static StayDisguise Draw(IOpaqueIdSource ids)
    {
        var days = RandomNumberGenerator.GetInt32(1, 364);
        var milliseconds = RandomNumberGenerator.GetInt32((int)TimeSpan.FromHours(1).TotalMilliseconds, (int)TimeSpan.FromHours(23).TotalMilliseconds);
        return new StayDisguise(ids.Next(), -(TimeSpan.FromDays(days) + TimeSpan.FromMilliseconds(milliseconds)));
    }
}
