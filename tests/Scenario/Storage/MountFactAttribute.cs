namespace OrleansCare.Scenario.Tests.Storage;

/// <summary>A fact that needs a small disk of its own: a tmpfs, which only root of a machine that allows it may mount.</summary>
public sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute()
    {
        if (SmallDisk.WhyNot is { } reason)
        {
            Skip = reason;
        }
    }
}
