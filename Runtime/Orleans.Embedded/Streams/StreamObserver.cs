using Orleans.Streams;

namespace Orleans.Runtime;

/// <summary>A consumer's observer, whatever the type of its items.</summary>
internal abstract class StreamObserver
{
    public abstract Task OnNextAsync(StreamItem item);

    public abstract Task OnErrorAsync(Exception failure);
}

internal sealed class StreamObserver<T>(IAsyncObserver<T> observer) : StreamObserver
{
    public override Task OnNextAsync(StreamItem item) => observer.OnNextAsync((T)item.Value!, item.Token);

    public override Task OnErrorAsync(Exception failure) => observer.OnErrorAsync(failure);
}

internal readonly record struct StreamItem(object? Value, ItemToken Token, Dictionary<string, object>? Context);
