using System.Diagnostics.Metrics;

namespace OrleansCare.Edge.Devices.WebSocket;

/// <summary>Meter <c>OrleansCare.Edge.DeviceSockets</c>.</summary>
internal sealed class DeviceSocketMetrics
{
    private readonly Counter<long> _closed;

    public DeviceSocketMetrics(IMeterFactory meters) =>
        _closed = meters.Create("OrleansCare.Edge.DeviceSockets").CreateCounter<long>("devicesockets.closed", "{connection}");

    public void Closed(SocketEnd end) => _closed.Add(1, new KeyValuePair<string, object?>("reason", end.ToString()));
}

internal enum SocketEnd
{
    ByDevice,

    /// <summary>A message over the limit: close code 1009.</summary>
    TooLarge,

    /// <summary>The node cannot keep what it is sent: the answer said so, close code 1013.</summary>
    NotKept,

    Stopping,

    /// <summary>The network or the device went away.</summary>
    Lost,
}
