using OrleansCare.Interop.Hl7.Admissions;

namespace OrleansCare.Interop.Hl7.Interpreting;

/// <summary>PID-3 and PV1-3 of an observation or alarm: whom the sender believes to be at the device.</summary>
internal sealed class PatientReader(MessageContext context)
{
    public (IReadOnlyList<PatientIdentifier> Patient, Stated<BedLocation> Location) Read()
    {
        var person = context.Message.Find("PID"u8);
        var visit = context.Message.Find("PV1"u8);
        if (!person.IsEmpty)
        {
            context.Accept(person, "patient", 3);
        }

        if (!visit.IsEmpty)
        {
            context.Accept(visit, "place", 3);
        }

        return (AdtReader.IdentifiersOf(context, person[3]), AdtReader.LocationOf(context, visit[3]));
    }
}
