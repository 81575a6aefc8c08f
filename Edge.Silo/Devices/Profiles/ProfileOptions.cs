namespace OrleansCare.Edge.Devices.Profiles;

/// <summary>Section <c>Profiles</c>.</summary>
public sealed class ProfileOptions
{
    /// <summary>Folder of device profiles and their schema; a changed one is picked up while running. Default: the shipped one.</summary>
    public string? Directory { get; init; }
}
