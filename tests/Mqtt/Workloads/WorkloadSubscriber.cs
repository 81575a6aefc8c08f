using System.Text;
using static OrleansCare.Mqtt.Tests.Frames;

namespace OrleansCare.Mqtt.Tests.Workloads;

/// <summary>A client that keeps its half of the session through its connections (section 4.1) and answers when it is told to.</summary>
internal sealed class WorkloadSubscriber(RunningServer server, int v, string topic) : IDisposable
{
    private const int PublishType = 3;
    private const int ReleaseType = 6;

    private readonly Queue<string> _answers = new();

    // Received and not released (section 4.3.3).
    private readonly HashSet<string> _held = [];
    private RawPeer? _peer;

    /// <summary>Payloads, as an application would get them.</summary>
    public List<string> Delivered { get; } = [];

    public bool IsConnected => _peer is not null;

    public bool HasAnswered => _answers.Count == 0;

    public async Task ConnectAsync(bool present = true)
    {
        _peer = await server.DialAsync();
        await _peer.SendAsync(Connect(v, topic, clean: false, properties: "11 0000003C"));
        Assert.Equal(present ? "01" : "00", (await _peer.NextAsync())[4..6]);
        if (!present)
        {
            await _peer.SendAsync(Subscribe(v, 1, topic, 2));
            await _peer.ExpectAsync(SubAck(v, 1, 2));
        }
    }

    /// <param name="politely">By DISCONNECT.</param>
    public async Task LeaveAsync(bool politely)
    {
        if (politely)
        {
            await _peer!.SendAsync("E0 00");
        }

        Dispose();
        _answers.Clear();
        _peer = null;
    }

    /// <summary>Takes what comes before the answer to a PINGREQ.</summary>
    public async Task ReadAsync()
    {
        await _peer!.SendAsync("C0 00");
        while (await _peer.NextAsync() is var packet && packet != "D000")
        {
            Take(Convert.FromHexString(packet));
        }
    }

    public async Task AnswerAsync(int count)
    {
        for (; count > 0 && _answers.TryDequeue(out string? answer); count--)
        {
            await _peer!.SendAsync(answer);
        }
    }

    public void Dispose() => _peer?.Dispose();

    private void Take(byte[] packet)
    {
        switch (packet[0] >> 4)
        {
            case PublishType:
                int qos = (packet[0] >> 1) & 3;
                int idAt = 4 + ((packet[2] << 8) | packet[3]);
                string id = Convert.ToHexString(packet, idAt, 2);
                if (qos == 1 || _held.Add(id))
                {
                    Delivered.Add(Encoding.UTF8.GetString(packet.AsSpan(idAt + (v == 5 ? 3 : 2))));
                }

                _answers.Enqueue((qos == 1 ? "40 02" : "50 02") + id);
                break;
            case ReleaseType:
                string released = Convert.ToHexString(packet, 2, 2);
                _held.Remove(released);
                _answers.Enqueue("70 02" + released);
                break;
            default:
                Assert.Fail($"{Convert.ToHexString(packet)} was not expected");
                break;
        }
    }
}
