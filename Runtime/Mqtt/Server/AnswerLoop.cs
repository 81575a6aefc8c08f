using System.Threading.Channels;
using OrleansCare.Mqtt.Packets;
using OrleansCare.Mqtt.Sessions;

namespace OrleansCare.Mqtt.Server;

/// <summary>
/// The window of publishes that wait for the application, and the loop that carries the decisions out in the order of the publishes: hands messages
/// on (MQTT-4.6.0-5) and sends PUBACK and PUBREC (MQTT-4.6.0-2, -3).
/// </summary>
internal sealed class AnswerLoop(MqttConnection connection, ClientSession session, MqttOutput output, MqttServer server)
{
    // One more than a 5.0 client was allowed: the one that ends its connection.
    private readonly Channel<PendingPublish> _window = Channel.CreateBounded<PendingPublish>(
        new BoundedChannelOptions(server.Options.MaxInFlight + (output.Version == MqttVersion.V500 ? 1 : 0)) { SingleReader = true, SingleWriter = true });

    // Of the reading loop, and of this one.
    private int _added;
    private int _carriedOut;

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

        _added++;
    }

    /// <summary>Completes when the publishes added so far are carried out; only the reading loop waits.</summary>
    public ValueTask CarriedOutAsync() => _added == Volatile.Read(ref _carriedOut) ? ValueTask.CompletedTask : ReachedAsync();

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
                if (pending.Barrier is { } barrier)
                {
                    window.TryRead(out _);
                    Volatile.Write(ref _carriedOut, _carriedOut + 1);
                    barrier.SetResult();
                    continue;
                }

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
                MqttReasonCode code = CarryOut(pending, decision);
                if (pending.Qos != MqttQos.AtMostOnce && connection.MayAnswer)
                {
                    MqttPacketType answer = pending.Qos == MqttQos.AtLeastOnce ? MqttPacketType.PubAck : MqttPacketType.PubRec;
                    await output.AcknowledgeAsync(answer, pending.PacketId, code, decision.Reason);
                    unflushed = true;
                }

                Volatile.Write(ref _carriedOut, _carriedOut + 1);
            }

            if (unflushed)
            {
                await output.FlushAsync();
                unflushed = false;
            }
        }
    }

    private async ValueTask ReachedAsync()
    {
        await WaitForRoomAsync();
        var barrier = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(new PendingPublish(PacketId: 0, MqttQos.AtMostOnce, default, barrier));
        await barrier.Task;
    }

    private MqttReasonCode CarryOut(in PendingPublish pending, in PublishDecision decision)
    {
        MqttReasonCode code = decision.Message is { } message ? HandOn(message, pending.Qos) : decision.Code;
        bool taken = code < MqttReasonCode.UnspecifiedError;
        if (!taken)
        {
            Refuse(pending.Qos, decision);
        }
        else if (pending.Qos != MqttQos.AtMostOnce && connection.MayAnswer)
        {
            server.Metrics.Acknowledged();
        }

        // Before the answer, so that the client cannot be faster with its next packet.
        if (pending.Qos == MqttQos.AtLeastOnce)
        {
            session.Incoming.AnsweredOnce();
        }
        else if (pending.Qos == MqttQos.ExactlyOnce)
        {
            session.Incoming.Decide(pending.PacketId, taken);
        }

        return code;
    }

    /// <summary>A message that shall be retained and finds no room is refused, if its publisher can be told; otherwise it is handed on all the same.</summary>
    private MqttReasonCode HandOn(MqttMessage message, MqttQos qos)
    {
        if (!server.TryRetain(message, session.ClientId) && qos != MqttQos.AtMostOnce && output.Version == MqttVersion.V500)
        {
            return MqttReasonCode.QuotaExceeded;
        }

        return server.Distribute(message, session.ClientId) == 0 ? MqttReasonCode.NoMatchingSubscribers : MqttReasonCode.Success;
    }

    private void Refuse(MqttQos qos, in PublishDecision decision)
    {
        server.Metrics.Withheld(qos);
        if (decision.Closes)
        {
            connection.Close(MqttCloseReason.ClosedByApplication);
        }
        else if (qos != MqttQos.AtMostOnce && output.Version == MqttVersion.V311)
        {
            connection.Close(MqttCloseReason.Withheld);
        }
    }
}
