using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Devices;

/// <summary>One associated device.</summary>
internal sealed class WatchedDevice
{
    /// <summary>Signals whose last status is kept; a monitor sends about twenty. The status of further ones is not watched.</summary>
    private const int MostSignals = 64;

    private readonly List<Signal> _signals = [];

    private readonly record struct Signal(int Code, SignalStatus Status, SiloTime At);

    public required string Device;

    /// <summary>The last packet, or the association before the first one.</summary>
    public SiloTime HeardAt;
    public bool HasSpoken;
    public ReportInterval Interval;

    /// <summary>The last packet that was of now; null: none since the start.</summary>
    public long? LivePacket;
    public bool IsUnusable;
    public SiloTime UnusableSince;
    public long UnusablePacket;

    public DeviceClock Clock { get; } = new();

    /// <summary>How long it may be silent now.</summary>
    public TimeSpan Silence => HasSpoken ? Interval.Silence
        : Interval.IsLearned && Interval.Silence > DeviceWatch.LongestConnecting ? Interval.Silence
        : DeviceWatch.LongestConnecting;

    public bool HasEcgLeadOff => Any(static signal => signal.Status == SignalStatus.LeadOff && Mdc.IsEcg(signal.Code));

    public bool HasBadSignal => Any(static signal => signal.Status == SignalStatus.Artifact || (signal.Status == SignalStatus.LeadOff && !Mdc.IsEcg(signal.Code)));

    /// <summary>The patient is back: a device that is not yet connected again has as long as a new one.</summary>
    public void Await(SiloTime now)
    {
        if (HeardAt < now)
        {
            (HeardAt, HasSpoken) = (now, false);
        }

        Interval.Interrupt();
    }

    public void Note(int code, SignalStatus status, SiloTime now)
    {
        for (var i = 0; i < _signals.Count; i++)
        {
            if (_signals[i].Code == code)
            {
                _signals[i] = new Signal(code, status, now);
                return;
            }
        }

        if (_signals.Count < MostSignals)
        {
            _signals.Add(new Signal(code, status, now));
        }
    }

    /// <summary>A signal that the device stopped sending is neither off nor disturbed: its cable was taken away.</summary>
    public void ForgetBefore(SiloTime time)
    {
        for (var i = _signals.Count - 1; i >= 0; i--)
        {
            if (_signals[i].At < time)
            {
                _signals.RemoveAt(i);
            }
        }
    }

    public void StepBack(SiloTime now)
    {
        HeardAt = HeardAt > now ? now : HeardAt;
        UnusableSince = UnusableSince > now ? now : UnusableSince;
        Interval.StepBack(now);
        Clock.Forget();
        for (var i = 0; i < _signals.Count; i++)
        {
            _signals[i] = _signals[i] with { At = _signals[i].At > now ? now : _signals[i].At };
        }
    }

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        fields.Visit(ref Device);
        fields.Visit(ref HeardAt);
        fields.Visit(ref HasSpoken);
        fields.Visit(ref IsUnusable);
        fields.Visit(ref UnusableSince);
        fields.Visit(ref UnusablePacket);
        var count = fields.VisitCount(_signals.Count, MostSignals);
        for (var i = 0; i < count; i++)
        {
            var (code, status, at) = fields.IsReading ? default : _signals[i];
            fields.Visit(ref code);
            fields.VisitEnum(ref status);
            fields.Visit(ref at);
            if (fields.IsReading)
            {
                _signals.Add(new Signal(code, status, at));
            }
        }

        if (fields.VisitMore())
        {
            Interval.Visit(ref fields);
        }

        if (fields.VisitMore())
        {
            Clock.Visit(ref fields);
        }

        fields.VisitEnd();
    }

    private bool Any(Func<Signal, bool> test)
    {
        for (var i = 0; i < _signals.Count; i++)
        {
            if (test(_signals[i]))
            {
                return true;
            }
        }

        return false;
    }
}
