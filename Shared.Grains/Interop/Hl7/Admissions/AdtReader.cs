using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Hl7.Interpreting;
using OrleansCare.Interop.Hl7.Text;

namespace OrleansCare.Interop.Hl7.Admissions;

/// <summary>ADT -> one value. Without an identifier (PID-3, or PID-2 of old senders) there is no patient to speak of, and the message is refused.</summary>
internal sealed class AdtReader(MessageContext context)
{
    private readonly Hl7Message _message = context.Message;

    /// <returns>Null: refused; the receipt says why.</returns>
    public AdtEvent? Read(AdtKind kind, string trigger)
    {
        var patients = ReadPatients();
        var merges = kind == AdtKind.MergePatients ? ReadMerges(patients) : [];
        if (patients.Count == 0 || patients.Exists(patient => patient.Patient.Identifiers.Count == 0) || (kind == AdtKind.SwapPatients && patients.Count < 2)
            || (kind == AdtKind.MergePatients && merges.Count == 0)
            || (kind is AdtKind.Transfer or AdtKind.SwapPatients && patients.Exists(patient => !patient.Patient.Location.IsStated)))
        {
            context.Receipt.QuarantineAll(RejectReason.RequiredFieldMissing);
            return null;
        }

        var other = kind == AdtKind.SwapPatients ? patients[1].Patient : null;
        return new AdtEvent(kind, context.Text(_message.Header[3].Component(1)), trigger, ReadTime(), patients[0].Patient, other, merges);
    }

    /// <summary>Each PID with the PV1 behind it.</summary>
    private List<(int Segment, AdtPatient Patient)> ReadPatients()
    {
        var patients = new List<(int, AdtPatient)>();
        for (var i = 0; i < _message.SegmentCount; i++)
        {
            var segment = _message[i];
            if (segment.Is("PID"u8))
            {
                patients.Add((i, ReadPatient(segment, VisitBehind(i))));
            }
        }

        return patients;
    }

    private Hl7Segment VisitBehind(int patient)
    {
        for (var i = patient + 1; i < _message.SegmentCount && !_message[i].Is("PID"u8); i++)
        {
            if (_message[i].Is("PV1"u8))
            {
                return _message[i];
            }
        }

        return default;
    }

    private AdtPatient ReadPatient(Hl7Segment person, Hl7Segment visit)
    {
        var identifiers = IdentifiersOf(context, person[3]);
        if (identifiers.Count == 0)
        {
            identifiers = IdentifiersOf(context, person[2]);
            context.Accept(person, "patient", 2);
        }

        context.Accept(person, "patient", 3, 5, 7, 8, 18);
        if (!visit.IsEmpty)
        {
            context.Accept(visit, "visit", 2, 3, 6, 19);
        }

        return new AdtPatient(
            identifiers,
            State(person[5], field => new PersonName(FamilyOf(field), context.Text(field.Component(2)))),
            ReadBirth(person),
            State(person[8], context.Text),
            LocationOf(context, visit[3]),
            LocationOf(context, visit[6]),
            context.Text(visit[19].Component(1)),
            context.Text(person[18].Component(1)),
            context.Text(visit[2].Component(1)));
    }

    private Stated<DateOnly?> ReadBirth(Hl7Segment person)
    {
        var field = person[7];
        if (!field.HasContent)
        {
            return new Stated<DateOnly?>(field.IsNull, null);
        }

        if (Hl7Time.TryParse(field.Component(1).Raw, out var time))
        {
            return new Stated<DateOnly?>(true, time.Local.Date.ToDateOnly());
        }

        context.Receipt.Quarantine(person.Index, 7, RejectReason.TimeUnreadable);
        return default;
    }

    private List<AdtMerge> ReadMerges(List<(int Segment, AdtPatient Patient)> patients)
    {
        var merges = new List<AdtMerge>();
        var next = 0;
        AdtPatient? surviving = null;
        foreach (var segment in _message)
        {
            if (next < patients.Count && patients[next].Segment == segment.Index)
            {
                surviving = patients[next++].Patient;
            }

            if (segment.Is("MRG"u8) && surviving is not null && IdentifiersOf(context, segment[1]) is { Count: > 0 } prior)
            {
                context.Accept(segment, "merged patient", 1);
                merges.Add(new AdtMerge(surviving, prior));
            }
        }

        return merges;
    }

    private DateTimeOffset? ReadTime()
    {
        var happening = _message.Find("EVN"u8);
        if (happening.IsEmpty)
        {
            return null;
        }

        context.Accept(happening, "event", 1, 2, 6);
        var field = happening[6].HasContent ? 6 : 2;
        var time = context.ClockOf(context.Profile).Read(happening[field], happening.Index, field, context.Receipt, out var isWrong);
        if (isWrong)
        {
            context.Receipt.Quarantine(happening.Index, field, RejectReason.TimeUnreadable);
        }

        return time;
    }

    internal static List<PatientIdentifier> IdentifiersOf(MessageContext context, Hl7Value field)
    {
        var identifiers = new List<PatientIdentifier>();
        foreach (var repetition in field.Repetitions)
        {
            if (context.Text(repetition.Component(1)) is { Length: > 0 } id)
            {
                identifiers.Add(new PatientIdentifier(id, context.Text(repetition.Component(4).Subcomponent(1)), context.Text(repetition.Component(5))));
            }
        }

        return identifiers;
    }

    private string FamilyOf(Hl7Value name) => context.Text(name.Component(1).Subcomponent(1));

    internal static Stated<BedLocation> LocationOf(MessageContext context, Hl7Value location) => State(
        location,
        field => new BedLocation(
            context.Text(field.Component(1)), context.Text(field.Component(2)), context.Text(field.Component(3)), context.Text(field.Component(4).Subcomponent(1))));

    private static Stated<T> State<T>(Hl7Value field, Reading<T> read) => field.IsEmpty ? default : field.IsNull ? new Stated<T>(true, default) : new Stated<T>(true, read(field));

    private delegate T Reading<T>(Hl7Value field);
}
