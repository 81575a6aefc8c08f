using static OrleansCare.Mqtt.Tests.Frames;

namespace OrleansCare.Mqtt.Tests.Workloads;

/// <summary>Where a publisher loses its connection.</summary>
internal enum Loss
{
    Nowhere,
    AfterPublish,

    /// <summary>PUBREC, of QoS 2.</summary>
    AfterReceived,

    /// <summary>PUBREL, of QoS 2.</summary>
    AfterRelease,
}

/// <summary>A client that loses connections and then sends again what was not acknowledged (MQTT-4.4.0-1).</summary>
internal sealed class WorkloadPublisher(RunningServer server, int v, string topic) : IDisposable
{
    private RawPeer? _peer;
    private int _number;

    /// <summary>In the order in which they were begun.</summary>
    public List<(string Text, int Qos)> Published { get; } = [];

    public async Task ConnectAsync(bool present = true)
    {
        Dispose();
        _peer = await server.DialAsync();
        await _peer.SendAsync(Connect(v, topic + "/publisher", clean: false, properties: "11 0000003C"));
        Assert.Equal(present ? "01" : "00", (await _peer.NextAsync())[4..6]);
    }

    public async Task PublishAsync(int qos, Loss loss)
    {
        string text = $"{++_number}";
        Published.Add((text, qos));
        await SendAsync(duplicate: false);
        if (loss == Loss.AfterPublish)
        {
            await ConnectAsync();
            await SendAsync(duplicate: true);
        }

        await _peer!.ExpectAsync((qos == 1 ? "40 02" : "50 02") + Id(_number));
        if (qos == 2)
        {
            await ReleaseAsync(loss);
        }

        Task SendAsync(bool duplicate) => _peer!.SendAsync(Publish(v, topic, text, qos, _number, duplicate: duplicate));
    }

    public void Dispose() => _peer?.Dispose();

    private async Task ReleaseAsync(Loss loss)
    {
        if (loss == Loss.AfterReceived)
        {
            await ConnectAsync();
        }

        await _peer!.SendAsync("62 02" + Id(_number));
        if (loss != Loss.AfterRelease)
        {
            await _peer.ExpectAsync("70 02" + Id(_number));
            return;
        }

        await ConnectAsync();
        await _peer.SendAsync("62 02" + Id(_number));
        string answer = await _peer.NextAsync();
        Assert.StartsWith("70", answer, StringComparison.Ordinal);
        Assert.Equal(Id(_number), answer[4..8]);
    }
}
