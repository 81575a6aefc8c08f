using Orleans;

namespace OrleansCare.Cloud.Receive;

/// <summary>The single writer of one edge's streams, keyed by the edge's opaque key: every item is applied exactly once however often it is sent.</summary>
[Alias("care.IEdgeStreamGrain")]
public interface IEdgeStreamGrain : IGrainWithStringKey
{
    /// <returns>One receipt per class known of this edge.</returns>
    [Alias("Open")]
    Task<IReadOnlyList<EdgeReceipt>> Open(string site, string software);

    /// <summary>Returns after the commit.</summary>
    [Alias("Apply")]
    Task<BatchAnswer> Apply([Immutable] EdgeBatch batch);
}

/// <summary>Batch of uplink.proto. The payloads belong to the grain until its answer.</summary>
[GenerateSerializer]
[Immutable]
[Alias("care.EdgeBatch")]
public sealed record EdgeBatch(
    [property: Id(0)] int Class,
    [property: Id(1)] long[] Sequences,
    [property: Id(2)] ReadOnlyMemory<byte>[] Payloads,
    [property: Id(3)] long ShedThrough,
    [property: Id(4)] ReadOnlyMemory<byte> ChainBefore);

/// <summary>Numbers are frozen: they stand in metrics.</summary>
[GenerateSerializer]
public enum BatchOutcome
{
    Applied = 1,
    OutOfRange = 2,
    HashMismatch = 3,

    /// <summary>The store's queue is full: send again later.</summary>
    Busy = 4,
}

/// <param name="Receipt">Only when applied.</param>
[GenerateSerializer]
[Immutable]
[Alias("care.BatchAnswer")]
public sealed record BatchAnswer([property: Id(0)] BatchOutcome Outcome, [property: Id(1)] string? Detail, [property: Id(2)] EdgeReceipt? Receipt);

/// <summary>Receipt of uplink.proto.</summary>
[GenerateSerializer]
[Immutable]
[Alias("care.EdgeReceipt")]
public sealed record EdgeReceipt(
    [property: Id(0)] int Class,
    [property: Id(1)] long Through,
    [property: Id(2)] long Received,
    [property: Id(3)] long Duplicates,
    [property: Id(4)] long Shed,
    [property: Id(5)] long Missing,
    [property: Id(6)] long Refused,
    [property: Id(7)] byte[] Hash);
