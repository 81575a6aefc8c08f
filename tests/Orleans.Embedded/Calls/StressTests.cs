using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;

namespace OrleansCare.EmbeddedEngine.Tests.Calls;

[Collection("alone")]
public sealed class StressTests
{
    private const int Callers = 8;
    private const int Calls = 4_000;
    private const int Grains = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Every_call_gets_its_own_answer_while_grains_come_and_go_and_callers_give_up()
    {
        await using var silo = await TestSilo.StartAsync(
            builder => builder.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(30)));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(silo.Grains, caller)))).WaitAsync(Patience);

        Assert.Equal(Callers * Calls, outcomes.Sum(outcome => outcome.Answered + outcome.Cancelled));
        Assert.True(outcomes.Sum(outcome => outcome.Answered) > Callers * Calls / 2);
    }

    private static async Task<(int Answered, int Cancelled)> CallAsync(IGrainFactory grains, int caller)
    {
        var (answered, cancelled) = (0, 0);
        var random = new Random(caller);
        for (var call = 0; call < Calls; call++)
        {
            var grain = grains.GetGrain<IEcho>(random.Next(Grains));
            var value = ((long)caller << 32) | (uint)call;
            using var source = new CancellationTokenSource();
            var echo = grain.Echo(value, (EchoWay)random.Next(4), source.Token);
            if (random.Next(5) == 0)
            {
                await source.CancelAsync();
            }

            try
            {
                Assert.Equal(value, await echo);
                answered++;
            }
            catch (OperationCanceledException)
            {
                Assert.True(source.IsCancellationRequested);
                cancelled++;
            }
        }

        return (answered, cancelled);
    }
}

[GenerateSerializer]
public enum EchoWay
{
    AtOnce,
    AfterYield,
    AfterPool,
    Leaving,
}

[Alias("embedded.IEcho")]
public interface IEcho : IGrainWithIntegerKey
{
    [Alias("Echo")]
    ValueTask<long> Echo(long value, EchoWay way, CancellationToken cancellationToken);
}

[GrainType("embedded.echo")]
public sealed class EchoGrain : Grain, IEcho
{
    private int _inside;

    public async ValueTask<long> Echo(long value, EchoWay way, CancellationToken cancellationToken)
    {
        Assert.Equal(1, ++_inside);
        switch (way)
        {
            case EchoWay.AfterYield:
                await Task.Yield();
                break;
            case EchoWay.AfterPool:
                await Task.Run(static () => { }, CancellationToken.None);
                break;
            case EchoWay.Leaving when value % 10 == 0:
                DeactivateOnIdle();
                break;
            default:
                break;
        }

        _inside--;
        return value;
    }
}
