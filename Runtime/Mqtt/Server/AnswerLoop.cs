using System.Threading.Channels;

namespace OrleansCare.Mqtt.Server;

/// <summary>The window of publishes that wait for the application, and the loop that sends their PUBACKs in order (MQTT-4.6.0-2).</summary>
internal sealed class AnswerLoop(MqttConnection connection, MqttOutput output, MqttServer server)
{
    private readonly Channel<PendingPublish> _window = Channel.CreateBounded<PendingPublish>(
        new BoundedChannelOptions(server.Options.MaxInFlight) { SingleReader = true, SingleWriter = true });

    /// <summary>Completes when one more may be added; the reading loop is the only one who adds.</summary>
    public ValueTask<bool> WaitForRoomAsync()
    {
        ValueTask<bool> room = _window.Writer.WaitToWriteAsync();
        if (!room.IsCompleted)
        {
            server.Metrics.WindowFull();
        }

        return room;
    }

    public void Add(PendingPublish pending)
    {
        if (!_window.Writer.TryWrite(pending))
        {
            throw new InvalidOperationException("The window is full: wait for room first.");
        }
    }

    /// <summary>Nothing is added any more; the loop ends when what is in the window has been decided.</summary>
    public void Complete() => _window.Writer.Complete();

    public async Task RunAsync()
    {
        ChannelReader<PendingPublish> window = _window.Reader;
        bool unflushed = false;
        while (await window.WaitToReadAsync())
        {
            // Peeked until decided, so that it keeps its place in the window.
            while (window.TryPeek(out PendingPublish pending))
            {
                if (unflushed && !pending.Decision.IsCompleted)
                {
                    await output.FlushAsync();
                    unflushed = false;
                }

                PublishDecision decision = PublishDecision.Close;
                try
                {
                    decision = await pending.Decision;
                }
                catch (Exception fault)
                {
                    connection.Fault(nameof(IMqttApplication.PublishAsync), fault);
                }

                window.TryRead(out _);
                server.Metrics.Decided();
                if (decision != PublishDecision.Acknowledge)
                {
                    Refuse(pending.Qos, decision);
                }
                else if (pending.Qos == MqttQos.AtLeastOnce && connection.MayAnswer)
                {
                    await output.PubAckAsync(pending.PacketId);
                    server.Metrics.Acknowledged();
                    unflushed = true;
                }
            }

            if (unflushed)
            {
                await output.FlushAsync();
                unflushed = false;
            }
        }
    }

    private void Refuse(MqttQos qos, PublishDecision decision)
    {
        server.Metrics.Withheld(qos);
        if (decision == PublishDecision.Close)
        {
            connection.Close(MqttCloseReason.ClosedByApplication);
        }
        else if (qos != MqttQos.AtMostOnce)
        {
            connection.Close(MqttCloseReason.Withheld);
        }
    }
}
