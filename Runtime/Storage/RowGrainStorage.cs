using System.Security.Cryptography;
using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansCare.Storage;

/// <summary>
/// Grain state as one row per grain and state name, in whatever keeps rows. ETags are random, so that none comes back after a row was cleared and
/// written again.
/// </summary>
public abstract class RowGrainStorage : IGrainStorage
{
    private const int ETagBytes = 8;

    private readonly int _maxStateBytes;
    private readonly JsonSerializerOptions _json;

    private protected RowGrainStorage(int maxStateBytes, JsonSerializerOptions json) => (_maxStateBytes, _json) = (maxStateBytes, json);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = await ReadAsync(new RowKey(grainId, stateName));
        Set(grainState, row is null ? GrainStateFormat.Fresh<T>() : GrainStateFormat.Read<T>(row.Format, row.Payload, _json), row?.ETag);
    }

    /// <exception cref="InvalidDataException">The state is longer than the bound.</exception>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var payload = GrainStateFormat.Write(grainState.State, _json);
        if (payload.Length > _maxStateBytes)
        {
            throw new InvalidDataException($"State '{stateName}' of {grainId.Type} takes {payload.Length} bytes; the bound is {_maxStateBytes}.");
        }

        var expected = grainState.ETag;
        var row = new Row(Convert.ToHexString(RandomNumberGenerator.GetBytes(ETagBytes)), GrainStateFormat.Json, payload);
        var outcome = await WriteAsync(new RowKey(grainId, stateName), row, expected);
        outcome.ThrowIfStale(stateName, grainId, expected);
        grainState.ETag = row.ETag;
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var outcome = await ClearAsync(new RowKey(grainId, stateName), grainState.ETag);
        outcome.ThrowIfStale(stateName, grainId, grainState.ETag);
        Set(grainState, GrainStateFormat.Fresh<T>(), null);
    }

    private protected abstract Task<Row?> ReadAsync(RowKey key);

    /// <param name="expected">Null where no row may be.</param>
    private protected abstract Task<Outcome> WriteAsync(RowKey key, Row row, string? expected);

    /// <param name="expected">Null where no row may be.</param>
    private protected abstract Task<Outcome> ClearAsync(RowKey key, string? expected);

    private static void Set<T>(IGrainState<T> grainState, T? state, string? etag)
    {
        grainState.State = state;
        grainState.ETag = etag;
        grainState.RecordExists = etag is not null;
    }

    private protected readonly record struct RowKey(GrainId Grain, string StateName)
    {
        public string Type => Grain.Type.ToString();

        public string Key => Grain.Key.ToString();
    }

    private protected sealed record Row(string ETag, int Format, byte[] Payload);

    private protected readonly record struct Outcome(bool IsDone, string? StoredETag)
    {
        public static readonly Outcome Done = new(true, null);

        public void ThrowIfStale(string stateName, GrainId grainId, string? expected)
        {
            if (!IsDone)
            {
                throw new InconsistentStateException($"State '{stateName}' of {grainId} was written by somebody else.", StoredETag, expected);
            }
        }
    }
}
