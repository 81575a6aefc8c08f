using System.Net.WebSockets;
using Google.Protobuf;
using OrleansCare.BedSimulator.Identity;
using OrleansCare.Contracts.Station;

namespace OrleansCare.Cli.Demo;

/// <summary>What staff types at the station after an admission: consciousness and air, so that scores have all their parts. Every fourth bed waits for its nurse.</summary>
internal static class NurseRound
{
    /// <summary>Must not leave the edge either.</summary>
    public static readonly PlantedIdentifier Nurse = new("staff name", "Nurse Quendiswold");

    private const int BedsPerMissedOne = 4;

    /// <exception cref="CliException">The edge refused an entry.</exception>
    public static async Task WalkAsync(Uri station, IReadOnlyList<string> patients, CancellationToken cancellationToken)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(station, cancellationToken);
        var buffer = new byte[1 << 20];
        for (var i = 0; i < patients.Count; i++)
        {
            if (i % BedsPerMissedOne != BedsPerMissedOne - 1)
            {
                await EnterAsync(socket, buffer, new ClientFrame { EnterConsciousness = new EnterConsciousness { Patient = patients[i], Value = "A", By = Nurse.Value } }, cancellationToken);
                await EnterAsync(socket, buffer, new ClientFrame { EnterOxygen = new EnterOxygen { Patient = patients[i], OnOxygen = false, By = Nurse.Value } }, cancellationToken);
            }
        }
    }

    private static async Task EnterAsync(ClientWebSocket socket, byte[] buffer, ClientFrame entry, CancellationToken cancellationToken)
    {
        entry.CommandId = 1;
        await socket.SendAsync(entry.ToByteArray(), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        CommandResult? result;
        do
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                length += part.Count;
            }
            while (!part.EndOfMessage);
            result = ServerFrame.Parser.ParseFrom(buffer, 0, length).CommandResult;
        }
        while (result is null);
        if (!result.Accepted)
        {
            throw new CliException($"The edge refused a nurse's entry: {result.Error}");
        }
    }
}
