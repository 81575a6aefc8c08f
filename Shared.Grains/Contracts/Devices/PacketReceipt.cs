using Orleans;

namespace OrleansCare.Contracts.Devices;

/// <summary>Numbers are frozen.</summary>
[GenerateSerializer]
public enum PacketOutcome
{
    /// <summary>Stamped and applied; acknowledge when the Inputs log is durable up to <see cref="PacketReceipt.LogPosition"/>.</summary>
    Accepted = 1,

    /// <summary>Seen before by its sequence; acknowledge at once.</summary>
    Duplicate = 2,

    /// <summary>The device belongs to no patient: quarantined, acknowledged.</summary>
    NotAssociated = 3,

    /// <summary>Applied in memory, alarms go on, but the log refused it: withhold the acknowledgement.</summary>
    NotLogged = 4,
}

/// <summary>What became of one packet.</summary>
/// <param name="LogPosition">Position in the node's Inputs log; 0 where there is none.</param>
[GenerateSerializer]
[Immutable]
[Alias("care.PacketReceipt")]
public readonly record struct PacketReceipt([property: Id(0)] PacketOutcome Outcome, [property: Id(1)] long LogPosition);
