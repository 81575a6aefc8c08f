using System.Threading.Tasks.Sources;

namespace OrleansCare.Benchmarks.Runtime;

/// <summary>The least that a call through the pool of threads can cost: one work item there, one continuation back, nothing allocated.</summary>
internal sealed class BareHop : IValueTaskSource<int>, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<int> _source = new() { RunContinuationsAsynchronously = false };
    private int _sum;

    public ValueTask<int> Add()
    {
        _source.Reset();
        var token = _source.Version;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        return new ValueTask<int>(this, token);
    }

    void IThreadPoolWorkItem.Execute() => _source.SetResult(++_sum);

    int IValueTaskSource<int>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
