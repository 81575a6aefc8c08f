using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace OrleansCare.EmbeddedEngine.Tests.Signals;

/// <summary>What the engine's meter says. It counts for the whole process, in which other tests run too: counters are only known to have grown.</summary>
internal sealed class Instruments : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _sums = new();

    public Instruments()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Microsoft.Orleans")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var name = instrument.Name;
            foreach (var (key, tag) in tags)
            {
                TagKeys.TryAdd(key, 0);
                name += $" {key}={tag}";
            }

            _sums.AddOrUpdate(name, value, (_, sum) => instrument.IsObservable ? value : sum + value);
        });
        _listener.Start();
    }

    public ConcurrentDictionary<string, byte> TagKeys { get; } = new();

    public long this[string name]
    {
        get
        {
            _listener.RecordObservableInstruments();
            return _sums.GetValueOrDefault(name);
        }
    }

    public void Dispose() => _listener.Dispose();
}
