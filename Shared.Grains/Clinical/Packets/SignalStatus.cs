namespace OrleansCare.Clinical.Packets;

/// <summary>What the device says of its own signal. Numbers are frozen.</summary>
public enum SignalStatus
{
    Ok = 0,
    LeadOff = 1,
    Artifact = 2,
}
