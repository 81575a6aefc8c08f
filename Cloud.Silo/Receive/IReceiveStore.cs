using OrleansCare.Contracts.Fleet;

namespace OrleansCare.Cloud.Receive;

/// <summary>Where streams and what they bring are committed together: after a crash either both are there or neither.</summary>
public interface IReceiveStore
{
    Task<IReadOnlyDictionary<int, StreamState>> LoadAsync(string edge);

    Task OpenAsync(string edge, string site, string software, long heardAt);

    /// <summary>Completes after the commit.</summary>
    /// <exception cref="Orleans.Storage.InconsistentStateException">The stream is no longer as <see cref="StreamCommit.Before"/> says.</exception>
    Task CommitAsync(StreamCommit commit);
}

/// <param name="ReceivedAt">Microseconds since 1970.</param>
public sealed record StreamCommit(
    string Edge,
    int Class,
    StreamState Before,
    StreamState State,
    long ReceivedAt,
    IReadOnlyList<ObservationRow> Observations,
    IReadOnlyList<(long Sequence, FleetReport Report)> Reports,
    IReadOnlyList<RefusedItem> Refused);

/// <param name="Id">16 random bytes: in hex, the resource's id.</param>
/// <param name="Start">Of effective[x], microseconds since 1970.</param>
/// <param name="End">The same as the start for a moment, <see cref="long.MaxValue"/> for a period still open.</param>
/// <param name="Body">The whole resource as JSON, id included.</param>
public sealed record ObservationRow(
    byte[] Id, string Subject, IReadOnlyList<(string System, string Code)> Categories, IReadOnlyList<(string System, string Code)> Codes, long Start, long End, byte[] Body);

/// <summary>An item that is no valid payload: kept as it came, for the site that sent it, and shown by no interface.</summary>
public sealed record RefusedItem(long Sequence, string Reason, ReadOnlyMemory<byte> Payload);
