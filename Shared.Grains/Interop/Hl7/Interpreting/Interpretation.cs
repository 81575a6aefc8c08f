using OrleansCare.Interop.Hl7.Acknowledging;
using OrleansCare.Interop.Hl7.Admissions;
using OrleansCare.Interop.Hl7.Alarms;
using OrleansCare.Interop.Hl7.Observations;
using OrleansCare.Interop.Hl7.Receipts;

namespace OrleansCare.Interop.Hl7.Interpreting;

/// <summary>What one message became. <see cref="Fate"/> holds if storage takes it; <see cref="MessageFate.NotStored"/> is for the receiver to say.</summary>
public sealed record Interpretation(Hl7Message Message, MessageFate Fate, Receipt Receipt)
{
    public IReadOnlyList<DeviceReading> Readings { get; init; } = [];

    public IReadOnlyList<DeviceAlarmReport> Alarms { get; init; } = [];

    /// <summary>Null: not an ADT message that concerns us.</summary>
    public AdtEvent? Admission { get; init; }

    /// <summary>Who and where, of an observation or alarm: PID-3 and PV1-3 as sent. Empty and unstated where the message does not say.</summary>
    public IReadOnlyList<PatientIdentifier> Patient { get; init; } = [];

    public Stated<BedLocation> Location { get; init; }

    /// <summary>MSH-11 is P.</summary>
    public bool IsProduction { get; init; }

    /// <summary>For the application's reply: warnings where the message was processed, errors where it was not.</summary>
    public IReadOnlyList<Fault> Faults => Receipt.Faults(Fate == MessageFate.Processed ? FaultSeverity.Warning : FaultSeverity.Error);

    public AcknowledgementsDue Acknowledgements => AcknowledgementsDue.For(Message, Fate);
}
