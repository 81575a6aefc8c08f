using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Edge.Devices;

/// <summary>
/// The running index of the first sample, for devices whose protocol has no sample counter: by time and rate, for each wave of one device
/// (docs/flows/hl7-observations.md).
/// </summary>
internal sealed class WaveContinuity
{
    /// <summary>Further back than that is no repeat: the clock was set.</summary>
    private static readonly TimeSpan LatestRepeat = TimeSpan.FromSeconds(10);

    private readonly Dictionary<int, Track> _tracks = [];

    /// <param name="end">The sender's time of the last samples; null: none was sent.</param>
    public IReadOnlyList<WaveformChunk> Continue(IReadOnlyList<WaveformChunk> waves, DeviceTime? end) =>
        waves.Count == 0 ? waves : [.. waves.Select(wave => wave with { FirstSample = FirstOf(wave, end) })];

    private long FirstOf(WaveformChunk wave, DeviceTime? end)
    {
        var length = wave.Samples.Length;
        var byClock = end is { } time ? (long)Math.Round(time.UnixMicroseconds * wave.SampleRate / 1_000_000) - length : (long?)null;
        if (!_tracks.TryGetValue(wave.Code, out var track) || !track.Rate.Equals(wave.SampleRate))
        {
            var begin = Math.Max(byClock ?? 0, track.Next);
            _tracks[wave.Code] = new Track(wave.SampleRate, begin + length, begin - (byClock ?? 0), length);
            return begin;
        }

        var first = byClock + track.Shift ?? track.Next;
        var away = first - track.Next;
        if (Math.Abs(away) <= Math.Min(length, track.Length) / 2 || away < -LatestRepeat.TotalSeconds * wave.SampleRate)
        {
            first = track.Next;
        }

        _tracks[wave.Code] = new Track(wave.SampleRate, Math.Max(track.Next, first + length), first - (byClock ?? first), length);
        return first;
    }

    /// <param name="Next">Index after the newest sample.</param>
    /// <param name="Shift">The index less what the clock says, at the last chunk: what jitters or drifts is judged against the chunk before, never adding up.</param>
    /// <param name="Length">Of the last chunk.</param>
    private readonly record struct Track(double Rate, long Next, long Shift, int Length);
}
