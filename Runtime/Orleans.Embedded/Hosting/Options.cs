namespace Orleans.Configuration;

public class SiloMessagingOptions
{
    /// <summary>How long a caller waits for a grain. Default 30 s.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Calls that may wait for one activation before further ones are refused. 0, the default: no limit.</summary>
    public int MaxEnqueuedRequestsHardLimit { get; set; }

    /// <summary>Calls that may wait for one activation before the log and a counter say so. 0, the default: no limit.</summary>
    public int MaxEnqueuedRequestsSoftLimit { get; set; }
}

public class SchedulingOptions
{
    /// <summary>A turn that takes longer is told in the log: it keeps a thread of the pool from everybody else. Default 1 s.</summary>
    public TimeSpan TurnWarningLengthThreshold { get; set; } = TimeSpan.FromSeconds(1);
}

public class GrainCollectionOptions
{
    /// <summary>Idle time after which a grain is deactivated. Default 15 minutes.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle grains are looked for. Default 1 minute.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Default 30 s.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Default 30 s.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
