using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansCare.Edge.Tests.Hosting;

/// <summary>Adds up what one node's counters report, by instrument and by instrument/tag value.</summary>
internal sealed class NodeCounts : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _sums = new();
    private readonly SemaphoreSlim _changed = new(0);
    private readonly MeterListener _listener = new();

    public NodeCounts(EdgeNode node)
    {
        var factory = node.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            Add(instrument.Name, value);
            foreach (var tag in tags)
            {
                Add($"{instrument.Name}/{tag.Value}", value);
            }

            _changed.Release();
        });
        _listener.Start();
    }

    public long this[string name] => _sums.GetValueOrDefault(name);

    public async Task ReachesAsync(string name, long value)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            while (this[name] < value)
            {
                await _changed.WaitAsync(patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{name} stayed at {this[name]}, {value} was expected.");
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _changed.Dispose();
    }

    private void Add(string name, long value) => _sums.AddOrUpdate(name, value, (_, sum) => sum + value);
}
