using System.Net;
using System.Net.Sockets;

namespace OrleansCare.Cli.Demo;

/// <summary>The demo's TCP ports on 127.0.0.1.</summary>
/// <param name="Tap">Where the edge believes the cloud to be.</param>
public sealed record DemoPorts(int EdgeHttp, int EdgeMqtt, int Cloud, int CloudUplink, int Tap)
{
    public static DemoPorts Usual { get; } = new(7070, 1883, 7080, 7081, 7082);

    public static DemoPorts From(int first) => new(first, first + 1, first + 2, first + 3, first + 4);

    /// <exception cref="CliException">One is taken; the message names it and its option.</exception>
    public void RequireFree()
    {
        foreach (var (port, option) in new[]
        {
            (EdgeHttp, "Edge:HttpPort"), (EdgeMqtt, "Edge:MqttPort"), (Cloud, "Cloud:Port"), (CloudUplink, "Cloud:UplinkPort"), (Tap, "the demo's relay"),
        })
        {
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
                probe.Start();
            }
            catch (SocketException taken)
            {
                throw new CliException($"Port {port} ({option}) is taken. Stop what listens there, or move all five ports with --ports BASE.", taken);
            }
        }
    }
}
