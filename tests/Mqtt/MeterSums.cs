using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansCare.Mqtt.Tests;

/// <summary>Adds up what one server's instruments report.</summary>
internal sealed class MeterSums : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _sums = new();
    private readonly SemaphoreSlim _changed = new(0);
    private readonly MeterListener _listener = new();

    public MeterSums(RunningServer server)
    {
        IMeterFactory factory = server.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "OrleansCare.Mqtt" && ReferenceEquals(instrument.Meter.Scope, factory))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            string name = instrument.Name;
            _sums.AddOrUpdate(name, value, (_, sum) => sum + value);
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                _sums.AddOrUpdate($"{name}/{tag.Value}", value, (_, sum) => sum + value);
            }

            _changed.Release();
        });
        _listener.Start();
    }

    public long this[string name] => _sums.GetValueOrDefault(name);

    public async Task ReachesAsync(string name, long value)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            while (this[name] < value)
            {
                await _changed.WaitAsync(patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{name} stayed at {this[name]}, {value} was expected");
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _changed.Dispose();
    }
}
