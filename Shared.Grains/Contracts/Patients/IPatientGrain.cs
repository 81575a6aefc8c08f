using Orleans;
using Orleans.Concurrency;
using OrleansCare.Clinical.Packets;
using OrleansCare.Contracts.Devices;

namespace OrleansCare.Contracts.Patients;

/// <summary>
/// One patient's stay, keyed by an opaque key: stamps inputs, applies them, does what the reducer asks. An Input is stamped and applied without
/// waiting; whoever then waits for the disk (a command, an admission) lets packets and other commands through meanwhile.
/// </summary>
[Alias("care.IPatientGrain")]
public interface IPatientGrain : IGrainWithStringKey
{
    [AlwaysInterleave]
    [Alias("Receive")]
    ValueTask<PacketReceipt> Receive([Immutable] DevicePacket packet);

    /// <param name="by">Who says so: a person, or the hospital's application and event.</param>
    [Alias("Admit")]
    Task<CommandOutcome> Admit(Admission admission, string by);

    /// <param name="by">As of <see cref="Admit"/>.</param>
    [Alias("Discharge")]
    Task<CommandOutcome> Discharge(string by);

    [AlwaysInterleave]
    [Alias("AssociateDevice")]
    Task<CommandOutcome> AssociateDevice(string device);

    [AlwaysInterleave]
    [Alias("ReleaseDevice")]
    Task<CommandOutcome> ReleaseDevice(string device);

    /// <summary>Another bed or ward; the stay goes on, and the cloud learns nothing of it.</summary>
    [Alias("Transfer")]
    Task<CommandOutcome> Transfer(string bed, string ward, string by);

    /// <summary>Another number or other personal data of the same person; null leaves as it is.</summary>
    [Alias("Correct")]
    Task<CommandOutcome> Correct(string mrn, string? name, DateOnly? birthDate);

    /// <summary>Whether all that was asked for before is recorded.</summary>
    [Alias("Confirm")]
    Task<CommandOutcome> Confirm();

    /// <param name="alarm">The alarm's id as the station got it; empty for every alarm that is there now.</param>
    [AlwaysInterleave]
    [Alias("Acknowledge")]
    Task<CommandOutcome> Acknowledge(string alarm, string by, string reason);

    /// <param name="consciousness">A, C, V, P or U.</param>
    [AlwaysInterleave]
    [Alias("EnterConsciousness")]
    Task<CommandOutcome> EnterConsciousness(string consciousness, string by);

    [AlwaysInterleave]
    [Alias("EnterOxygen")]
    Task<CommandOutcome> EnterOxygen(bool onOxygen, string by);

    [AlwaysInterleave]
    [Alias("EnterSpo2Scale")]
    Task<CommandOutcome> EnterSpo2Scale(int scale, string by, string reason);

    /// <summary>What an observer saw of a child (Bedside PEWS).</summary>
    /// <param name="capillaryRefill">normal (below 3 s), slow.</param>
    /// <param name="respiratoryEffort">normal, mild, moderate, severe.</param>
    /// <param name="oxygenTherapy">none, low (below 4 L/min or 50 %), high.</param>
    [AlwaysInterleave]
    [Alias("EnterPaediatric")]
    Task<CommandOutcome> EnterPaediatric(string capillaryRefill, string respiratoryEffort, string oxygenTherapy, string by);

    /// <param name="kind">An AlarmKind name; empty for every kind.</param>
    /// <param name="signal">1 audio paused, 2 audio off, 3 alarm paused, 4 alarm off.</param>
    /// <param name="seconds">Of a pause, 1 to 600; 0 takes the usual two minutes. 0 for off.</param>
    [AlwaysInterleave]
    [Alias("InactivateSignals")]
    Task<CommandOutcome> InactivateSignals(string kind, int signal, int seconds, string by, string reason);

    /// <param name="kind">As it was inactivated.</param>
    [AlwaysInterleave]
    [Alias("EnableSignals")]
    Task<CommandOutcome> EnableSignals(string kind, string by);

    /// <summary>Delay, hysteresis and priority stay as they are.</summary>
    /// <param name="vital">A Vital name.</param>
    /// <param name="low">In the vital's own unit; null is off.</param>
    /// <param name="reason">Needed beyond the range that the default row allows.</param>
    [AlwaysInterleave]
    [Alias("EnterLimit")]
    Task<CommandOutcome> EnterLimit(string vital, double? low, double? high, string by, string reason);

    [AlwaysInterleave]
    [Alias("EnterStandby")]
    Task<CommandOutcome> EnterStandby(bool away, string by, string reason);

    /// <param name="category">adult, paediatric, neonatal; empty is told by the age.</param>
    /// <param name="paced">yes, no, unknown.</param>
    [AlwaysInterleave]
    [Alias("EnterProfile")]
    Task<CommandOutcome> EnterProfile(string category, string paced, string by);

    /// <summary>A station shows this revision of an alarm; an alarm that is over is no error.</summary>
    /// <param name="station">Names the station's connection.</param>
    [AlwaysInterleave]
    [Alias("ReportDisplayed")]
    Task ReportDisplayed(string alarm, int revision, string station);

    /// <summary>An associated device says that it measures another patient, or no longer does.</summary>
    [AlwaysInterleave]
    [Alias("ReportPatientConflict")]
    Task ReportPatientConflict(string device, bool present);

    /// <summary>An associated device raised an alarm by its own rules, says again that it goes on, or ends it. Never a duplicate: what is known changes nothing.</summary>
    [AlwaysInterleave]
    [Alias("ReportDeviceAlarm")]
    ValueTask<PacketReceipt> ReportDeviceAlarm([Immutable] DeviceAlarm alarm);

    /// <summary>The model's answer for the beat whose R peak is <paramref name="sample"/> of the device's ECG.</summary>
    /// <param name="beatClass">A BeatClass number.</param>
    /// <param name="model">SHA-256 of the model, hex.</param>
    [AlwaysInterleave]
    [Alias("AnswerBeat")]
    Task AnswerBeat(string device, long deviceSequence, long sample, int beatClass, double confidence, string model);

    /// <param name="alarmKind">The AlarmKind number of a technical alarm of the node itself.</param>
    [AlwaysInterleave]
    [Alias("ReportNodeCondition")]
    Task ReportNodeCondition(int alarmKind, bool present);

    /// <returns>The highest packet number that came from this device; 0 before the first.</returns>
    [AlwaysInterleave]
    [Alias("GetHighestSequence")]
    ValueTask<long> GetHighestSequence(string device);

    /// <summary>Activates the stay, which brings it back from its last snapshot and the Inputs after it.</summary>
    [AlwaysInterleave]
    [Alias("GetTotals")]
    ValueTask<PatientTotals> GetTotals();
}
