using System.Collections.Concurrent;
using System.Globalization;
using Orleans.CodeGeneration;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Lives as long as the host; holds copies, so that a grain's later changes do not reach what it wrote.</summary>
internal sealed class MemoryGrainStorage : IGrainStorage
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Name, GrainId Grain), (object? State, string ETag)> _rows = [];
    private long _lastETag;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (_lock)
        {
            if (_rows.TryGetValue((stateName, grainId), out var row))
            {
                Set(grainState, Copies.Of((T)row.State!), row.ETag);
            }
            else
            {
                Set(grainState, default, null);
            }
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var copy = Copies.Of(grainState.State!);
        lock (_lock)
        {
            CheckETag(stateName, grainId, grainState.ETag);
            var etag = (++_lastETag).ToString(CultureInfo.InvariantCulture);
            _rows[(stateName, grainId)] = (copy, etag);
            grainState.ETag = etag;
            grainState.RecordExists = true;
        }

        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (_lock)
        {
            CheckETag(stateName, grainId, grainState.ETag);
            _rows.Remove((stateName, grainId));
            Set(grainState, default, null);
        }

        return Task.CompletedTask;
    }

    private static void Set<T>(IGrainState<T> grainState, T? state, string? etag)
    {
        grainState.State = state;
        grainState.ETag = etag;
        grainState.RecordExists = etag is not null;
    }

    private void CheckETag(string stateName, GrainId grainId, string? etag)
    {
        var stored = _rows.TryGetValue((stateName, grainId), out var row) ? row.ETag : null;
        if (stored != etag)
        {
            throw new InconsistentStateException($"State '{stateName}' of {grainId} is stored under another ETag.", stored, etag);
        }
    }
}
