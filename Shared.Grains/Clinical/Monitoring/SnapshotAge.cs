namespace OrleansCare.Clinical.Monitoring;

/// <summary>A snapshot's version against this build.</summary>
public enum SnapshotAge
{
    Known = 1,

    /// <summary>The stay has to be made again from its inputs.</summary>
    TooOld = 2,

    /// <summary>Only the build that wrote it, or a newer one, goes on with it.</summary>
    TooNew = 3,
}
