using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.Station;
using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Uplink;

namespace OrleansCare.Edge.Station;

/// <summary>Says every second that the link lives and how the node is.</summary>
internal sealed class StationHeartbeat(StationHub hub, InputsLog inputs, UplinkState uplink, TimeProvider time) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            hub.Show(new Heartbeat
            {
                SiloTimeUs = SiloTime.From(time.GetUtcNow()).UnixMicroseconds,
                Beds = (uint)hub.OccupiedBeds,
                OutboxDepth = (ulong)uplink.OutboxDepth,
                CloudConnected = uplink.IsConnected,
                StorageDegraded = inputs.Fault is not null,
            });
        }
    }
}
