using Orleans;

namespace OrleansCare.Engine.Contract.Buffers;

/// <summary>
/// Samples in a buffer of a pool. The caller handed it over for good: the grain gives it back when its turn has ended, whatever became of the caller.
/// </summary>
[GenerateSerializer, Alias("contract.Packet"), Immutable]
public sealed class Packet(byte[] samples)
{
    [Id(0)]
    public byte[] Samples { get; } = samples;

    [Id(1)]
    public bool IsGivenBack { get; private set; }

    public void GiveBack()
    {
        Array.Clear(Samples);
        IsGivenBack = true;
    }
}

[Alias("contract.IPackets")]
public interface IPackets : IGrainWithStringKey
{
    [Alias("Sum"), ResponseTimeout("00:00:01")]
    ValueTask<int> Sum(Packet packet, string gate);

    /// <summary>The same, with an argument that is copied for the grain.</summary>
    [Alias("SumCopied"), ResponseTimeout("00:00:01")]
    ValueTask<int> SumCopied(byte[] samples, string gate);

    [Alias("Sums")]
    Task<List<int>> Sums();
}

[GrainType("contract.packets")]
public sealed class PacketGrain : Grain, IPackets
{
    private readonly List<int> _sums = [];

    public async ValueTask<int> Sum(Packet packet, string gate)
    {
        try
        {
            return await SumAsync(packet.Samples, gate);
        }
        finally
        {
            packet.GiveBack();
        }
    }

    public ValueTask<int> SumCopied(byte[] samples, string gate) => SumAsync(samples, gate);

    public Task<List<int>> Sums() => Task.FromResult(_sums);

    private async ValueTask<int> SumAsync(byte[] samples, string gate)
    {
        Gates.Open(gate + " in");
        await Gates.Opened(gate + " out");
        var sum = samples.Sum(sample => sample);
        _sums.Add(sum);
        return sum;
    }
}
