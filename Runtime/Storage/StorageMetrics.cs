using System.Diagnostics.Metrics;

namespace OrleansCare.Storage;

/// <summary>Raw signals of every database; the tag <c>database</c> is the name it was registered under.</summary>
internal sealed class StorageMetrics(string database)
{
    private static readonly Meter Meter = new(SqliteWriter.MeterName);
    private static readonly Counter<long> Work = Meter.CreateCounter<long>("storage.work", "{work}", "Work done, by outcome");
    private static readonly Counter<long> Transactions = Meter.CreateCounter<long>("storage.transactions", "{transaction}", "Transactions committed");
    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>("storage.refused", "{work}", "Work refused because the queue was full");

    private readonly KeyValuePair<string, object?> _tag = new("database", database);

    public void Committed(int work)
    {
        Transactions.Add(1, _tag);
        Work.Add(work, _tag, new("outcome", "done"));
    }

    public void Failed(int work) => Work.Add(work, _tag, new("outcome", "failed"));

    public void Refused() => Refusals.Add(1, _tag);
}
