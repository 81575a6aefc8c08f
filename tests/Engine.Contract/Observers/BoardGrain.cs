using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using Orleans.Utilities;

namespace OrleansCare.Engine.Contract.Observers;

[Alias("contract.IBoardObserver")]
public interface IBoardObserver : IGrainObserver
{
    [Alias("Posted")]
    Task Posted(string text);

    [Alias("Seen"), OneWay]
    ValueTask Seen(int count);
}

[Alias("contract.IBoard")]
public interface IBoard : IGrainWithStringKey
{
    [Alias("Subscribe")]
    Task Subscribe(IBoardObserver observer);

    [Alias("Unsubscribe")]
    Task Unsubscribe(IBoardObserver observer);

    /// <returns>How many observers are left.</returns>
    [Alias("Post")]
    Task<int> Post(string text);
}

[GrainType("contract.board")]
public sealed class BoardGrain(TimeProvider time, ILogger<BoardGrain> log) : Grain, IBoard
{
    private readonly ObserverManager<IBoardObserver> _observers =
        new(TimeSpan.FromMinutes(1), log) { GetDateTime = () => time.GetUtcNow().UtcDateTime };

    public Task Subscribe(IBoardObserver observer)
    {
        _observers.Subscribe(observer, observer);
        return Task.CompletedTask;
    }

    public Task Unsubscribe(IBoardObserver observer)
    {
        _observers.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    public async Task<int> Post(string text)
    {
        await _observers.Notify(observer => observer.Posted(text));
        await _observers.Notify(observer => observer.Seen(1).AsTask());
        return _observers.Count;
    }
}
