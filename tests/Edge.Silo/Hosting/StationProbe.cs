using System.Net.WebSockets;
using Google.Protobuf;
using OrleansCare.Contracts.Station;

namespace OrleansCare.Edge.Tests.Hosting;

/// <summary>A station that reads frames until the wanted one comes; a timeout says which it was.</summary>
public sealed class StationProbe(ClientWebSocket socket) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly byte[] _buffer = new byte[256 * 1024];

    public async Task<ServerFrame> WaitForAsync(string what, Func<ServerFrame, bool> wanted)
    {
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                var frame = await ReadAsync(timeout.Token);
                if (wanted(frame))
                {
                    return frame;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The station was not shown {what} within {Patience.TotalSeconds:0} s.");
        }
    }

    public async Task<CommandResult> CommandAsync(ClientFrame command)
    {
        await TellAsync(command);
        var answer = await WaitForAsync($"the result of command {command.CommandId}", frame => frame.CommandResult?.CommandId == command.CommandId);
        return answer.CommandResult;
    }

    /// <summary>What has no answer.</summary>
    public ValueTask TellAsync(ClientFrame frame) => socket.SendAsync(frame.ToByteArray().AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

    public void Dispose() => socket.Dispose();

    private async Task<ServerFrame> ReadAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            length += part.Count;
        }
        while (!part.EndOfMessage);
        return ServerFrame.Parser.ParseFrom(_buffer, 0, length);
    }
}
