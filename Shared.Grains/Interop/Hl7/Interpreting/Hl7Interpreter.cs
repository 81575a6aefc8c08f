using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Hl7.Acknowledging;
using OrleansCare.Interop.Hl7.Admissions;
using OrleansCare.Interop.Hl7.Alarms;
using OrleansCare.Interop.Hl7.Observations;
using OrleansCare.Interop.Hl7.Receipts;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Interop.Hl7.Interpreting;

/// <summary>A message -> readings, alarms or an admission, with the account of every element. Never throws on a message.</summary>
public sealed class Hl7Interpreter(ProfileCatalog profiles, Hl7Site site)
{
    /// <summary>Header fields that decide something, or go into the reply.</summary>
    private static readonly int[] HeaderFields = [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 15, 16, 18, 21];

    /// <summary>Takes this profile whatever the message says; null recognises it.</summary>
    public DeviceProfile? Profile { get; init; }

    /// <param name="receivedAt">When its last byte left the socket.</param>
    public Interpretation Interpret(Hl7Message message, SiloTime receivedAt)
    {
        ArgumentNullException.ThrowIfNull(message);
        var context = new MessageContext(message, profiles, Profile, site, receivedAt);
        context.Accept(message.Header, "header", HeaderFields);
        if (message.CharacterSet.IsAssumed)
        {
            context.Receipt.Note(0, 18, Notice.CharacterSetAssumed);
        }

        if (Objection(context) is { } objection)
        {
            return Refuse(context, objection, MessageFate.NotTaken);
        }

        if (AcknowledgementsDue.IsReply(message))
        {
            context.Receipt.IgnoreRest(IgnoreReason.Reply);
            return Finish(context, MessageFate.Processed);
        }

        var (code, trigger) = TypeOf(context);
        return (code, trigger) switch
        {
            ("ORU", "R01") => ReadObservations(context),
            ("ORU", "R40") => ReadAlarms(context),
            ("ADT", _) when AdtEvents.KindOf(trigger) is { } kind => ReadAdmission(context, kind, trigger),
            ("ADT", _) when AdtEvents.IsKnown(trigger) => LeaveAside(context),
            ("ORU" or "ADT", _) => Refuse(context, RejectReason.EventNotTaken, MessageFate.NotTaken),
            _ => Refuse(context, RejectReason.MessageTypeNotTaken, MessageFate.NotTaken),
        };
    }

    private RejectReason? Objection(MessageContext context)
    {
        var message = context.Message;
        if (!message.CharacterSet.IsSupported)
        {
            return RejectReason.CharacterSetNotRead;
        }

        if (!message.MessageCode.HasContent || !message.ControlId.HasContent || !message.Version.HasContent || !message.Header[11].HasContent)
        {
            return RejectReason.RequiredFieldMissing;
        }

        if (!Hl7Version.TryParse(message.Version.Raw, out _))
        {
            return RejectReason.VersionNotTaken;
        }

        return site.ProcessingIds.Contains(context.Text(message.Header[11].Component(1))) ? null : RejectReason.ProcessingIdNotTaken;
    }

    /// <summary>Before v2.3 the event of an ADT message may stand in EVN-1 only; an ORU without event is an R01.</summary>
    private static (string Code, string Trigger) TypeOf(MessageContext context)
    {
        var code = context.Text(context.Message.MessageCode);
        var trigger = context.Text(context.Message.TriggerEvent);
        if (trigger.Length == 0)
        {
            trigger = code == "ADT" ? context.Text(context.Message["EVN"u8, 1]) : code == "ORU" ? "R01" : "";
        }

        return (code, trigger);
    }

    private static Interpretation ReadObservations(MessageContext context)
    {
        var reader = new ObservationReader(context);
        var readings = reader.Read();
        return WithPatient(context, Fate(context, readings.Count + reader.Alarms.Count > 0)) with { Readings = readings, Alarms = reader.Alarms };
    }

    private static Interpretation ReadAlarms(MessageContext context)
    {
        var alarms = new AlarmReader(context).Read();
        if (alarms.Count == 0 && context.Receipt.QuarantinedCount == 0)
        {
            return Refuse(context, RejectReason.RequiredFieldMissing, MessageFate.ContentWrong);
        }

        return WithPatient(context, Fate(context, alarms.Count > 0)) with { Alarms = alarms };
    }

    private static Interpretation ReadAdmission(MessageContext context, AdtKind kind, string trigger)
    {
        var admission = new AdtReader(context).Read(kind, trigger);
        return Finish(context, admission is null ? MessageFate.ContentWrong : MessageFate.Processed) with { Admission = admission };
    }

    private static Interpretation LeaveAside(MessageContext context)
    {
        context.Receipt.IgnoreRest(IgnoreReason.EventWithoutEffect);
        return Finish(context, MessageFate.Processed);
    }

    private static Interpretation Refuse(MessageContext context, RejectReason reason, MessageFate fate)
    {
        context.Receipt.QuarantineAll(reason);
        return Finish(context, fate);
    }

    /// <summary>Wrong as a whole: something was refused and nothing of it can be used.</summary>
    private static MessageFate Fate(MessageContext context, bool hasContent) =>
        hasContent || context.Receipt.QuarantinedCount == 0 ? MessageFate.Processed : MessageFate.ContentWrong;

    private static Interpretation WithPatient(MessageContext context, MessageFate fate)
    {
        var (patient, location) = new PatientReader(context).Read();
        return Finish(context, fate) with { Patient = patient, Location = location };
    }

    private static Interpretation Finish(MessageContext context, MessageFate fate) =>
        new(context.Message, fate, context.Receipt.Build()) { IsProduction = context.IsProduction };
}
