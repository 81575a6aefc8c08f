using System.ComponentModel.DataAnnotations;

namespace OrleansCare.Edge.Uplink;

/// <summary>Section <c>Uplink</c>.</summary>
public sealed class UplinkOptions
{
    /// <summary>The cloud's uplink address. Default http://127.0.0.1:7081 (HTTP/2 without TLS, loopback only).</summary>
    [Required]
    public Uri Address { get; init; } = new("http://127.0.0.1:7081");

    /// <summary>Items in one batch. 1 to 10000, default 500.</summary>
    [Range(1, 10_000)]
    public int BatchItems { get; init; } = 500;

    /// <summary>Bytes in one batch. 4 KiB to 3 MiB, default 1 MiB.</summary>
    [Range(4 << 10, 3 << 20)]
    public int BatchBytes { get; init; } = 1 << 20;

    /// <summary>First wait after a lost connection; doubles up to <see cref="RetryAtMost"/>. Default 250 ms.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Default 5 s.</summary>
    public TimeSpan RetryAtMost { get; init; } = TimeSpan.FromSeconds(5);
}
