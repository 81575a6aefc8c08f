using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Orleans.Runtime;

/// <summary>
/// Raw signals of the engine, for the whole process. The meter has Orleans' name, and so have the instruments that both engines have; no tag carries a grain.
/// </summary>
internal static class EngineMetrics
{
    public static readonly Meter Meter = new("Microsoft.Orleans");

    private static readonly ConcurrentDictionary<Silo, byte> Silos = new();
    private static readonly Counter<long> Created = Meter.CreateCounter<long>("orleans-catalog-activation-created", "{activation}", "Activations made");
    private static readonly Counter<long> Destroyed = Meter.CreateCounter<long>("orleans-catalog-activation-destroyed", "{activation}", "Activations ended");
    private static readonly Counter<long> ActivationFailures = Meter.CreateCounter<long>("orleans-catalog-activation-failed-to-activate", "{activation}", "Activations that failed");
    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>("orleans-messaging-rejected", "{call}", "Calls refused, by reason");
    private static readonly Counter<long> TimedOutCalls = Meter.CreateCounter<long>("orleans-app-requests-timedout", "{call}", "Calls whose answer did not come in time");
    private static readonly Counter<long> CanceledCalls = Meter.CreateCounter<long>("orleans-app-requests-canceled", "{call}", "Calls given up by their caller");
    private static readonly Counter<long> LongMailboxes = Meter.CreateCounter<long>("orleans-messaging-soft-limit-exceeded", "{mailbox}", "How often a mailbox grew over its soft limit");
    private static readonly Counter<long> LongTurns = Meter.CreateCounter<long>("orleans-scheduler-long-running-turns", "{turn}", "Turns over TurnWarningLengthThreshold");

    static EngineMetrics()
    {
        Meter.CreateObservableCounter("orleans-app-requests", static () => WorkerThread.Calls, "{call}", "Calls that grains began");
        Meter.CreateObservableUpDownCounter("orleans-catalog-activations", static () => Silos.Keys.Sum(static silo => (long)silo.ActivationCount), "{activation}", "Activations in memory");
        Meter.CreateObservableUpDownCounter("orleans-app-requests-pending", static () => Silos.Keys.Sum(static silo => (long)silo.PendingCalls), "{call}", "Calls that wait or run, as of the last sweep");
    }

    public static void Watch(Silo silo) => Silos[silo] = 0;

    public static void Forget(Silo silo) => Silos.TryRemove(silo, out _);

    public static void ActivationCreated() => Created.Add(1);

    public static void ActivationDestroyed() => Destroyed.Add(1);

    public static void ActivationFailed() => ActivationFailures.Add(1);

    public static void OverLimit() => Refusals.Add(1, new KeyValuePair<string, object?>("reason", "limit"));

    public static void Stopping() => Refusals.Add(1, new KeyValuePair<string, object?>("reason", "stopping"));

    public static void Unknown() => Refusals.Add(1, new KeyValuePair<string, object?>("reason", "unknown"));

    public static void TimedOut() => TimedOutCalls.Add(1);

    public static void Canceled() => CanceledCalls.Add(1);

    public static void OverSoftLimit() => LongMailboxes.Add(1);

    public static void LongTurn() => LongTurns.Add(1);
}
