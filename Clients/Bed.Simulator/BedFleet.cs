using OrleansCare.BedSimulator.Devices;
using OrleansCare.BedSimulator.Identity;
using OrleansCare.BedSimulator.Physiology;
using OrleansCare.BedSimulator.Publishing;

namespace OrleansCare.BedSimulator;

/// <summary>All beds of one process: a few pacing loops, beds spread evenly over the quarter second, one connection per device.</summary>
public sealed class BedFleet
{
    private const int BedsPerLane = 250;

    private readonly Bed[] _beds;
    private readonly TimeProvider _time;

    /// <param name="seed">Makes patients, devices and clock errors.</param>
    /// <param name="sources">What each bed measures.</param>
    public BedFleet(IReadOnlyList<IBedSource> sources, ulong seed, PublishOptions options, TimeProvider time)
    {
        _time = time;
        Ledger = new BedLedger();
        Identities = [.. sources.Select((source, i) => IdentityMaker.Make(seed, i, source.Devices))];

        // The number of the quarter second since 1970: a later run of the same devices begins above an earlier one.
        var firstSequence = time.GetUtcNow().ToUnixTimeMilliseconds() / (long)IBedSource.Step.TotalMilliseconds;
        var dice = new Dice(seed);
        _beds = [.. sources.Select((source, i) => new Bed(
            source,
            [.. Identities[i].Devices.Select(device => new DevicePublisher(
                device, options, Ledger, time, firstSequence, TimeSpan.FromSeconds(dice.NextBetween(-20, 20))))]))];
    }

    public BedLedger Ledger { get; }

    public IReadOnlyList<BedIdentity> Identities { get; }

    /// <summary>Packets not yet acknowledged, over all devices.</summary>
    public int Waiting => _beds.Sum(bed => bed.Publishers.Sum(p => p.Waiting));

    public int Count => _beds.Length;

    /// <summary>Measures for exactly <paramref name="steps"/> quarter seconds in every bed, or until cancelled.</summary>
    public Task MeasureAsync(long? steps, CancellationToken cancellationToken)
    {
        var lanes = (_beds.Length + BedsPerLane - 1) / BedsPerLane;
        var start = _time.GetUtcNow();
        return Task.WhenAll(Enumerable.Range(0, lanes).Select(lane => Task.Run(() => RunLaneAsync(lane, lanes, start, steps, cancellationToken), CancellationToken.None)));
    }

    /// <summary>Keeps every device connected and publishing until cancelled.</summary>
    public Task PublishAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_beds.SelectMany(bed => bed.Publishers).Select(publisher => publisher.RunAsync(cancellationToken)));

    /// <summary>Completes when every packet offered so far is acknowledged.</summary>
    public Task WhenDrainedAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_beds.SelectMany(bed => bed.Publishers).Select(publisher => publisher.WhenDrainedAsync(cancellationToken)));

    private async Task RunLaneAsync(int lane, int lanes, DateTimeOffset start, long? steps, CancellationToken cancellationToken)
    {
        for (var step = 0L; step < (steps ?? long.MaxValue); step++)
        {
            for (var i = lane; i < _beds.Length; i += lanes)
            {
                var end = start + ((step + 1) * IBedSource.Step) + (IBedSource.Step * i / _beds.Length);
                var early = end - _time.GetUtcNow();
                if (early > TimeSpan.Zero)
                {
                    await Task.Delay(early, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                if (cancellationToken.IsCancellationRequested)
                {
                    return;
                }

                _beds[i].Measure(end);
            }
        }
    }

    private sealed record Bed(IBedSource Source, DevicePublisher[] Publishers)
    {
        public void Measure(DateTimeOffset end)
        {
            var measured = Source.Next();
            for (var i = 0; i < Publishers.Length; i++)
            {
                if (measured[i] is { } measurement)
                {
                    Publishers[i].Offer(measurement, end);
                }
            }
        }
    }
}
