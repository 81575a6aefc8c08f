using System.Runtime.CompilerServices;
using Orleans;

namespace OrleansCare.EmbeddedEngine.Tests.Calls;

[Alias("embedded.IPulse")]
public interface IPulse : IGrainWithIntegerKey
{
    [Alias("Beat")]
    ValueTask<int> Beat(int amount);

    [Alias("Take")]
    ValueTask Take([Immutable] byte[] packet);

    [Alias("Relay")]
    ValueTask<int> Relay(int amount);

    [Alias("Meet")]
    Task<long> Meet(IPulse next);
}

[GrainType("embedded.pulse")]
public sealed class PulseGrain : Grain, IPulse
{
    private int _sum;
    private IPulse? _next;

    public ValueTask<int> Beat(int amount) => new(_sum += amount);

    public ValueTask Take(byte[] packet)
    {
        _sum += packet.Length;
        return ValueTask.CompletedTask;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> Relay(int amount) => await _next!.Beat(amount) + 1;

    public Task<long> Meet(IPulse next)
    {
        _next = next;
        return Task.FromResult(next.GetPrimaryKeyLong());
    }
}
