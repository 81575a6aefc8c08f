using System.Buffers;
using Microsoft.Extensions.Options;
using NodaTime;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.Identity;
using OrleansCare.Edge.Devices.Hl7.Reporting;
using OrleansCare.Edge.Devices.Intake;
using OrleansCare.Edge.Devices.Profiles;
using OrleansCare.Edge.Devices.Quarantine;
using OrleansCare.Interop.Devices;
using OrleansCare.Interop.Hl7;
using OrleansCare.Interop.Hl7.Acknowledging;
using OrleansCare.Interop.Hl7.Interpreting;
using OrleansCare.Interop.Hl7.Receipts;

namespace OrleansCare.Edge.Devices.Hl7;

/// <summary>
/// One HL7 message: account of every element, duplicates by control id and content, delivery, quarantine of what could not enter, and the replies that it
/// asks for, after the commit.
/// </summary>
internal sealed class Hl7Intake(
    ProfileWatch profiles, RegisteredSenders senders, Hl7Delivery delivery, MessageMemory memory, AlarmReporter reporter, DeviceIntake intake, Hl7Metrics metrics, IOpaqueIdSource ids, IOptions<Hl7Options> options, TimeProvider time,
    ILogger<Hl7Intake> logger)
{
    /// <summary>Longest MSH-10 before v2.7.</summary>
    public const int ControlIdLength = 20;

    /// <summary>What is refused beyond is counted together, and cannot be replayed by itself.</summary>
    private const int RejectsNamed = 4096;

    /// <summary>By 207 and its own code a sender in the original mode tells it from a message that is wrong, which is AE too.</summary>
    private static readonly Fault NotStored = new(Hl7Location.Message, FaultCode.Internal, FaultSeverity.Error, RejectReason.NotRecorded, "It could not be stored: send it again.");

    private readonly Hl7Site _site = new() { Zone = DateTimeZoneProviders.Tzdb[options.Value.TimeZone] };

    /// <summary>Reads and understands it; nothing has come of it yet.</summary>
    public Hl7Arrival Read(byte[] bytes, Hl7Peer peer, SiloTime receivedAt)
    {
        if (!Hl7Message.TryParse(bytes, out var message, out var error))
        {
            return new Hl7Arrival(bytes, null, error, null, receivedAt);
        }

        return new Hl7Arrival(bytes, message, default, senders.MaySend(message, peer) ? Interpret(message, receivedAt) : null, receivedAt);
    }

    /// <returns>The replies, in order; none where the message asks for none.</returns>
    public async Task<IReadOnlyList<byte[]>> TakeAsync(Hl7Arrival arrival)
    {
        var receivedAt = arrival.ReceivedAt;
        if (arrival.Message is not { } message)
        {
            return await RefuseUnreadableAsync(arrival.Bytes, ReasonOf(arrival.Error), receivedAt);
        }

        if (arrival.Read is not { } read)
        {
            return await RefuseAsync(message, RejectReason.UnknownSender, FaultCode.UnknownKey, new Hl7Location("MSH", 1, 3), receivedAt);
        }

        var (key, content) = (MessageMemory.KeyOf(message), MessageMemory.ContentOf(message));
        if (memory.Find(key, content) is { } known)
        {
            if (!known.IsSame)
            {
                return await RefuseAsync(message, RejectReason.MessageIdReused, FaultCode.DuplicateKey, new Hl7Location("MSH", 1, 10), receivedAt);
            }

            metrics.Took("Repeated");
            intake.Note(DeviceSource.Hl7, new IntakeReceipt(IntakeOutcome.Repeated, null, 0, 0, 1, []));
            return known.Replies;
        }

        try
        {
            var (replies, isKept) = await ProcessAsync(arrival, read, content);
            if (isKept)
            {
                memory.Add(key, content, replies);
            }

            return replies;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // One message's fault fails that message: its sender is told to send it again, the connection lives.
            logger.NotProcessed(fault);
            metrics.Took(nameof(MessageFate.NotStored));
            intake.Note(DeviceSource.Hl7, new IntakeReceipt(IntakeOutcome.NotKept, null, 0, 1, 0, []));
            return Reply(message, MessageFate.NotStored, []);
        }
    }

    private async Task<(IReadOnlyList<byte[]> Replies, bool IsKept)> ProcessAsync(Hl7Arrival arrival, Interpretation read, UInt128 content)
    {
        var (message, receivedAt) = (read.Message, arrival.ReceivedAt);
        if (read.Fate == MessageFate.Processed && AcknowledgementsDue.IsReply(message))
        {
            reporter.TakeStatus(message);
        }

        var delivered = await delivery.DeliverAsync(read, receivedAt, content, arrival.NoteEntered);
        var receipt = ReceiptOf(read, delivered);
        var isKept = receipt.IsKept;
        if (receipt.Rejects.Count > 0)
        {
            isKept &= await intake.KeepAsync(
                new QuarantineItem("", DeviceSource.Hl7, KeptPayload.Hl7, receipt.Rejects, receivedAt), new ReadOnlySequence<byte>(message.Bytes));
        }

        var fate = !isKept ? MessageFate.NotStored
            : read.Fate == MessageFate.Processed && delivered.Rejects.Count > 0 && receipt.Outcome == IntakeOutcome.Quarantined ? MessageFate.ContentWrong
            : read.Fate;
        intake.Note(DeviceSource.Hl7, isKept ? receipt : receipt with { Outcome = IntakeOutcome.NotKept });
        metrics.Took(fate.ToString());
        var severity = fate == MessageFate.Processed ? FaultSeverity.Warning : FaultSeverity.Error;
        return (Reply(message, fate, [.. read.Faults, .. delivered.Rejects.Select(reject => FaultOf(reject, severity))]), isKept);
    }

    private Interpretation Interpret(Hl7Message message, SiloTime receivedAt) => new Hl7Interpreter(profiles.Catalog, _site).Interpret(message, receivedAt);

    private async Task<IReadOnlyList<byte[]>> RefuseAsync(Hl7Message message, RejectReason reason, FaultCode code, Hl7Location location, SiloTime receivedAt)
    {
        var receipt = await intake.RefuseAsync(
            "", DeviceSource.Hl7, KeptPayload.Hl7, new Reject(reason, location.ToString()), new ReadOnlySequence<byte>(message.Bytes), receivedAt);
        metrics.Took(reason.ToString());
        return Reply(message, receipt.IsKept ? MessageFate.NotTaken : MessageFate.NotStored, [new Fault(location, code, FaultSeverity.Error, reason, reason.ToString())]);
    }

    private async Task<IReadOnlyList<byte[]>> RefuseUnreadableAsync(byte[] bytes, RejectReason reason, SiloTime receivedAt)
    {
        await intake.RefuseAsync("", DeviceSource.Hl7, KeptPayload.Unknown, new Reject(reason, "message"), new ReadOnlySequence<byte>(bytes), receivedAt);
        metrics.Took("Unreadable");
        var reply = new ArrayBufferWriter<byte>();
        Acknowledgement.WriteUnreadable(reply, Receipt.FaultOf(Hl7Location.Message, reason, FaultSeverity.Error), Stamp());
        return [reply.WrittenSpan.ToArray()];
    }

    private List<byte[]> Reply(Hl7Message message, MessageFate fate, IReadOnlyList<Fault> faults)
    {
        var due = AcknowledgementsDue.For(message, fate);
        var said = fate == MessageFate.NotStored ? [NotStored] : faults;
        var replies = new List<byte[]>();
        foreach (var code in new[] { due.Accept, due.Application })
        {
            if (code is { } wanted)
            {
                var reply = new ArrayBufferWriter<byte>();
                Acknowledgement.Write(reply, message, wanted, said, Stamp());
                replies.Add(reply.WrittenSpan.ToArray());
            }
        }

        return replies;
    }

    private ReplyStamp Stamp() => new(time.GetUtcNow(), ids.Next()[..ControlIdLength]);

    /// <summary>Elements that were understood and not delivered move from accepted to quarantined; the sum stays.</summary>
    private static IntakeReceipt ReceiptOf(Interpretation read, Delivered delivered)
    {
        var moved = Math.Min(read.Receipt.Accepted, delivered.Rejects.Sum(reject => reject.Count));
        var rejects = RejectsOf(read.Receipt);
        rejects.AddRange(delivered.Rejects.Take(RejectsNamed));
        rejects.AddRange(delivered.Rejects.Skip(RejectsNamed).GroupBy(reject => reject.Reason).Select(group => new Reject(group.Key, "further elements", group.Sum(reject => reject.Count))));
        var hasEntered = read.Readings.Count + read.Alarms.Count > delivered.Refused || (read.Admission is not null && delivered.Rejects.Count == 0);
        var outcome = !delivered.IsKept ? IntakeOutcome.NotKept
            : delivered.Repeats > 0 && delivered.Repeats == read.Readings.Count ? IntakeOutcome.Repeated
            : rejects.Count == 0 || hasEntered ? IntakeOutcome.Accepted
            : IntakeOutcome.Quarantined;
        return new IntakeReceipt(outcome, null, read.Receipt.Accepted - moved, read.Receipt.Quarantined + moved, read.Receipt.Ignored, rejects);
    }

    private static List<Reject> RejectsOf(Receipt receipt)
    {
        var refused = receipt.Elements.Where(element => element.Outcome == ElementOutcome.Quarantined).ToArray();
        var rejects = refused.Take(RejectsNamed).Select(element => new Reject((RejectReason)element.Reason, receipt.LocationOf(element).ToString())).ToList();
        rejects.AddRange(refused.Skip(RejectsNamed).GroupBy(element => element.Reason).Select(group => new Reject((RejectReason)group.Key, "further elements", group.Count())));
        return rejects;
    }

    private static Fault FaultOf(Reject reject, FaultSeverity severity)
    {
        var (location, code) = reject.Reason switch
        {
            RejectReason.WrongPatient or RejectReason.UnknownPatient or RejectReason.PatientInTwoBeds => (new Hl7Location("PID", 1, 3), FaultCode.UnknownKey),
            RejectReason.BedClaimed or RejectReason.BedOccupied => (new Hl7Location("PV1", 1, 3), FaultCode.RecordLocked),
            RejectReason.NotAssociated => (new Hl7Location("PV1", 1, 3), FaultCode.UnknownKey),
            _ => (Hl7Location.Message, FaultCode.Internal),
        };
        return new Fault(location, code, severity, reject.Reason, reject.Reason.ToString());
    }

    private static RejectReason ReasonOf(Hl7Error error) => error switch
    {
        Hl7Error.Delimiters => RejectReason.DelimitersUnusable,
        Hl7Error.TooLarge => RejectReason.TooLarge,
        _ => RejectReason.NotHl7,
    };
}
