using OrleansCare.Edge.Outbox;

namespace OrleansCare.Edge.Uplink;

/// <summary>How the way to the cloud is, for screens and status.</summary>
internal sealed class UplinkState(CloudOutbox outbox, TimeProvider time)
{
    private static readonly OutboxClass[] Classes = Enum.GetValues<OutboxClass>();

    private long _lastWord;
    private long _repeated;
    private long _notDisclosed;

    public bool IsConnected { get; set; }

    /// <summary>Since the cloud last said anything; null before the first word.</summary>
    public TimeSpan? CloudAge => Volatile.Read(ref _lastWord) is > 0 and var at ? time.GetElapsedTime(at) : null;

    /// <summary>Items taken and not yet receipted by the cloud.</summary>
    public long OutboxDepth => Classes.Sum(c => outbox.Depth(c) is var depth ? depth.Items + depth.Queued : 0);

    public long OutboxShed => Classes.Sum(c => outbox.Depth(c).Shed);

    public long OutboxRepeated => Volatile.Read(ref _repeated);

    /// <summary>Items ever, by class.</summary>
    public IReadOnlyDictionary<string, long> OutboxItems => Classes.ToDictionary(c => c.ToString(), c => outbox.Depth(c) is var depth ? depth.Last + depth.Queued : 0);

    public void Heard() => Volatile.Write(ref _lastWord, time.GetTimestamp());

    /// <summary>Effects that the de-identification policy did not let through; each is a fault of this build.</summary>
    public long NotDisclosed => Volatile.Read(ref _notDisclosed);

    public void Undisclosable() => Interlocked.Increment(ref _notDisclosed);

    public void Repeated() => Interlocked.Increment(ref _repeated);
}
