using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Escalation;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Scores;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Monitoring;

/// <summary>The owner's mark on an input, given once: whoever applies the same inputs in sequence gets the same state and effects (docs/adr/2611-pure-core.md).</summary>
/// <param name="Episode">The stay's opaque key.</param>
/// <param name="Epoch">Grows at each takeover of the patient by another node.</param>
/// <param name="Sequence">1, 2, 3, ... within the episode.</param>
public readonly record struct Stamp(string Episode, int Epoch, long Sequence, SiloTime At);

/// <summary>Everything that can change a patient's picture.</summary>
public readonly record struct Input(Stamp Stamp, InputPayload Payload);

public abstract record InputPayload;

public sealed record PacketReceived(DevicePacket Packet) : InputPayload;

public sealed record ClockTicked : InputPayload
{
    public static readonly ClockTicked Instance = new();
}

/// <summary><paramref name="By"/> is who entered it, or the application and event that said so; it never leaves the edge.</summary>
public sealed record PatientAdmitted(PatientProfile Profile, string By = "") : InputPayload;

/// <summary><paramref name="By"/> as in <see cref="PatientAdmitted"/>.</summary>
public sealed record PatientDischarged(string By = "") : InputPayload;

public sealed record DeviceAssociated(string Device) : InputPayload;

public sealed record DeviceReleased(string Device) : InputPayload;

/// <summary><paramref name="By"/> is the user's name as the access layer knows it; it never leaves the edge.</summary>
public sealed record AlarmAcknowledged(EffectId Alarm, string By, string Reason = "") : InputPayload;

public sealed record ConsciousnessEntered(Consciousness Consciousness, string By) : InputPayload;

public sealed record OxygenEntered(bool OnOxygen, string By) : InputPayload;

public sealed record Spo2ScaleEntered(Spo2Scale Scale, string By, string Reason) : InputPayload;

/// <summary>What an observer saw of a child; nothing happens for a patient who is none.</summary>
public sealed record PaediatricEntered(PaediatricObservation Observation, string By) : InputPayload;

/// <param name="Reason">Empty when none was asked for.</param>
public sealed record LimitsEntered(Vital Vital, AlarmLimits Limits, string By, string Reason = "") : InputPayload;

/// <param name="Kind">Null inactivates every kind's signals.</param>
/// <param name="Duration">Of a pause; null for off.</param>
public sealed record SignalsInactivated(AlarmKind? Kind, SignalState Signal, TimeSpan? Duration, string By, string Reason) : InputPayload;

/// <summary>Signals that were inactivated for <paramref name="Kind"/> (null: for every kind) are on again.</summary>
public sealed record SignalsEnabled(AlarmKind? Kind, string By) : InputPayload;

/// <summary>The patient is away, or back: meanwhile lost signals do not alarm.</summary>
public sealed record StandbyEntered(bool Away, string By, string Reason) : InputPayload;

public sealed record ProfileEntered(PatientProfile Profile, string By) : InputPayload;

/// <summary>A station shows this revision of an alarm. <paramref name="Station"/> names the connection, not a person.</summary>
public sealed record AlarmDisplayed(EffectId Alarm, int Revision, string Station) : InputPayload;

/// <summary>The ward's levels and timers: entered on admission, on a transfer and when the site's configuration changed.</summary>
public sealed record EscalationPolicyEntered(EscalationPolicy Policy) : InputPayload;

/// <summary>How long without a breath is an apnoea, as the site configured it.</summary>
public sealed record ApnoeaDelayEntered(TimeSpan Delay) : InputPayload;

/// <summary>An associated device says that it measures somebody else, or no longer does.</summary>
public sealed record PatientConflictReported(string Device, bool Present) : InputPayload;

/// <summary>An associated device raised an alarm by its own rules, says again that it goes on, or ends it.</summary>
public sealed record DeviceAlarmReported(DeviceAlarm Alarm) : InputPayload;

/// <summary>The model's answer to a <see cref="ClassifyBeat"/> effect.</summary>
public sealed record BeatClassified(EffectId Beat, BeatClass Class, double Confidence, string Model) : InputPayload;

/// <summary>A fault of the node itself that the bedside must see, or its end.</summary>
public sealed record NodeConditionChanged(AlarmKind Kind, bool Present) : InputPayload;
