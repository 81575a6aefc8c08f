namespace Orleans.Runtime;

internal sealed class StreamOptions
{
    /// <summary>Items that wait for one consumer before producers wait too. Default 1,024.</summary>
    public int MaxQueued { get; set; } = 1024;

    /// <summary>How long the delivery of one item is tried again. Default 1 minute.</summary>
    public TimeSpan MaxDeliveryTime { get; set; } = TimeSpan.FromMinutes(1);
}
