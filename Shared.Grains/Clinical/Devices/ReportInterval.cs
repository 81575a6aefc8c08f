using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;
using OrleansCare.Clinical.Vitals;

namespace OrleansCare.Clinical.Devices;

/// <summary>
/// How long a device may be silent, learned from what it sends. One that has sent waves in pieces of less than 2 s streams: <see cref="Shortest"/>. One that
/// reports numbers, with longer pieces of waves or none, may be silent for 2.5 times the smaller of its last two gaps, so that one report may be missing;
/// before its first gap is known, as long as one that reports once a minute. Packets within a second are one report. Cuff and temperature come when they
/// come: they are no report of a device that sends others.
/// </summary>
internal struct ReportInterval
{
    /// <summary>A monitor sends four packets a second: after this it is off, unplugged or out of the network. Chosen here, to be confirmed by site.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);

    /// <summary>Nobody is left without knowing for longer, however seldom a device reports. Chosen here, to be confirmed by site.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Gateways commonly report once a minute. Chosen here, to be confirmed by site.</summary>
    private static readonly TimeSpan Unlearned = TimeSpan.FromMinutes(2.5);

    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(1);
    private const double Gaps = 2.5;

    /// <summary>Sent every so often, longer pieces would be late by <see cref="Shortest"/>.</summary>
    private static readonly TimeSpan Piece = Shortest / Gaps;

    private bool _streams;
    private bool _hasContinuous;
    private bool _hasReport;
    private SiloTime _reportAt;
    private long _lastGap;
    private long _gapBefore;

    public readonly bool IsLearned => _streams || _lastGap > 0;

    /// <summary>After this long without a packet the device is lost, and what it measured stands no more.</summary>
    public readonly TimeSpan Silence =>
        _streams ? Shortest
        : _lastGap == 0 ? Unlearned
        : TimeSpan.FromMicroseconds(Math.Clamp(
            Gaps * (_gapBefore == 0 ? _lastGap : Math.Min(_lastGap, _gapBefore)), Shortest.TotalMicroseconds, Longest.TotalMicroseconds));

    public void Hear(DevicePacket packet, SiloTime now)
    {
        _streams |= HasShortWave(packet);
        var isContinuous = !IsSlow(packet);
        if (!isContinuous && _hasContinuous)
        {
            return;
        }

        _hasContinuous |= isContinuous;
        if (!_hasReport)
        {
            (_hasReport, _reportAt) = (true, now);
        }
        else if (now - _reportAt is var gap && gap >= Burst)
        {
            (_gapBefore, _lastGap, _reportAt) = (_lastGap, (long)gap.TotalMicroseconds, now);
        }
    }

    /// <summary>What follows is no gap: nothing was to come.</summary>
    public void Interrupt() => _hasReport = false;

    public void StepBack(SiloTime now) => _reportAt = _reportAt > now ? now : _reportAt;

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        fields.Visit(ref _streams);
        fields.Visit(ref _hasContinuous);
        fields.Visit(ref _hasReport);
        fields.Visit(ref _reportAt);
        fields.Visit(ref _lastGap);
        fields.Visit(ref _gapBefore);
        fields.VisitEnd();
    }

    private static bool HasShortWave(DevicePacket packet)
    {
        for (var i = 0; i < packet.Waveforms.Count; i++)
        {
            if (packet.Waveforms[i].Samples.Length < Piece.TotalSeconds * packet.Waveforms[i].SampleRate)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSlow(DevicePacket packet)
    {
        for (var i = 0; i < packet.Numerics.Count; i++)
        {
            if (VitalRules.FromCode(packet.Numerics[i].Code) is not { } vital || VitalRules.IsContinuous(vital))
            {
                return false;
            }
        }

        return packet.Waveforms.Count == 0 && packet.Numerics.Count > 0;
    }
}
