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

    [Alias("Admit")]
    Task<CommandOutcome> Admit(Admission admission);

    [Alias("Discharge")]
    Task<CommandOutcome> Discharge();

    [AlwaysInterleave]
    [Alias("AssociateDevice")]
    Task<CommandOutcome> AssociateDevice(string device);

    [AlwaysInterleave]
    [Alias("ReleaseDevice")]
    Task<CommandOutcome> ReleaseDevice(string device);

    /// <param name="alarm">The alarm's id as the station got it.</param>
    [AlwaysInterleave]
    [Alias("Acknowledge")]
    Task<CommandOutcome> Acknowledge(string alarm, string by);

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

    /// <summary>Activates the stay, which brings it back from its last snapshot and the Inputs after it.</summary>
    [AlwaysInterleave]
    [Alias("GetTotals")]
    ValueTask<PatientTotals> GetTotals();
}
