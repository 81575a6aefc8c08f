using System.Text.Json;
using Orleans;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.Fleet;
using OrleansCare.Contracts.Uplink;
using OrleansCare.Storage;

namespace OrleansCare.Cloud.Receive;

[GrainType("edge-stream")]
public sealed class EdgeStreamGrain(IReceiveStore store, ObservationReader reader, TimeProvider time, ReceiveMeter meter, ILogger<EdgeStreamGrain> logger)
    : Grain, IEdgeStreamGrain
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private readonly Dictionary<int, StreamState> _streams = [];

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var (itemClass, state) in await store.LoadAsync(this.GetPrimaryKeyString()))
        {
            _streams[itemClass] = state;
        }
    }

    public async Task<IReadOnlyList<EdgeReceipt>> Open(string site, string software)
    {
        await store.OpenAsync(this.GetPrimaryKeyString(), site, software, Now());
        return [.. _streams.OrderBy(stream => stream.Key).Select(stream => ReceiptOf(stream.Key, stream.Value))];
    }

    public async Task<BatchAnswer> Apply(EdgeBatch batch)
    {
        var state = _streams.GetValueOrDefault(batch.Class, StreamState.Empty);
        var plan = state.Plan(batch);
        if (plan.After is not { } after)
        {
            meter.BatchRefused(plan.Outcome);
            logger.BatchRefused(this.GetPrimaryKeyString(), batch.Class, plan.Outcome);
            return new BatchAnswer(plan.Outcome, plan.Detail, null);
        }

        var commit = Sort(batch, plan.Apply, state, after);
        try
        {
            await store.CommitAsync(commit);
        }
        catch (StorageBusyException)
        {
            meter.BatchRefused(BatchOutcome.Busy);
            return new BatchAnswer(BatchOutcome.Busy, "The store is behind; send again later.", null);
        }
        catch
        {
            // It may have been committed or not: the next activation reads which.
            DeactivateOnIdle();
            throw;
        }

        _streams[batch.Class] = commit.State;
        meter.Committed(commit, batch.Sequences.Length - plan.Apply.Count);
        return new BatchAnswer(BatchOutcome.Applied, null, ReceiptOf(batch.Class, commit.State));
    }

    private static EdgeReceipt ReceiptOf(int itemClass, StreamState state) =>
        new(itemClass, state.Through, state.Received, state.Duplicates, state.Shed, state.Missing, state.Refused, state.Hash);

    private StreamCommit Sort(EdgeBatch batch, IReadOnlyList<int> apply, StreamState before, StreamState after)
    {
        List<ObservationRow> observations = new(apply.Count);
        List<(long, FleetReport)> reports = [];
        List<RefusedItem> refused = [];
        foreach (var index in apply)
        {
            var payload = batch.Payloads[index];
            var sequence = batch.Sequences[index];
            if (batch.Class == (int)ItemClass.Telemetry)
            {
                if (ReadReport(payload.Span) is { } report)
                {
                    reports.Add((sequence, report));
                }
                else
                {
                    refused.Add(new RefusedItem(sequence, "NoFleetReport", payload));
                }
            }
            else if (reader.Read(payload.Span, out var reason) is { } row)
            {
                observations.Add(row);
            }
            else
            {
                refused.Add(new RefusedItem(sequence, reason, payload));
            }
        }

        return new StreamCommit(
            this.GetPrimaryKeyString(), batch.Class, before, after with { Refused = after.Refused + refused.Count }, Now(), observations, reports, refused);
    }

    private static FleetReport? ReadReport(ReadOnlySpan<byte> payload)
    {
        try
        {
            var report = JsonSerializer.Deserialize<FleetReport>(payload, Web);
            return report is { AlarmsByPriority.Length: 3, Beds: >= 0 } && report.From <= report.To ? report : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private long Now() => SiloTime.From(time.GetUtcNow()).UnixMicroseconds;
}
