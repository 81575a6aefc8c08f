using System.Threading.Tasks.Sources;
using Orleans.CodeGeneration;

namespace Orleans.Runtime;

/// <summary>To a grain: each item is a piece of the grain's work, which waits for its turn like a call and activates the grain if need be.</summary>
internal sealed class GrainSubscription(MemoryStreamProvider provider, StreamId stream, Guid id, GrainId consumer) : Subscription(provider, stream, id)
{
    private Delivery? _delivery;

    protected override ValueTask HandOverAsync(StreamItem item) => (_delivery ??= new Delivery(this)).SendAsync(item, null);

    protected override ValueTask HandOverAsync(Exception failure) => (_delivery ??= new Delivery(this)).SendAsync(default, failure);

    /// <summary>One object for all items: the next one leaves after the one before has come to its end.</summary>
    private sealed class Delivery(GrainSubscription subscription) : GrainWork, IValueTaskSource
    {
        private ManualResetValueTaskSourceCore<bool> _ended = new() { RunContinuationsAsynchronously = true };
        private StreamItem _item;
        private Exception? _failure;

        public ValueTask SendAsync(StreamItem item, Exception? failure)
        {
            _ended.Reset();
            _item = item;
            _failure = failure;
            var token = _ended.Version;
            subscription.Provider.Silo.Deliver(this, subscription.Consumer);
            return new ValueTask(this, token);
        }

        internal override void Begin(Activation activation)
        {
            activation.Suspend(this);
            RequestContext.Snapshot = _item.Context;
            _ = ObserveAsync(activation);
        }

        internal override void Refuse(Exception reason) => _ended.SetException(reason);

        internal override void Forward(Silo silo) => silo.Deliver(this, subscription.Consumer);

        void IValueTaskSource.GetResult(short token) => _ended.GetResult(token);

        ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _ended.GetStatus(token);

        void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _ended.OnCompleted(continuation, state, token, flags);

        private async Task ObserveAsync(Activation activation)
        {
            Exception? failure = null;
            try
            {
                await ObserveAsync(activation.ObserverOf(subscription.Id));
            }
            catch (Exception exception)
            {
                failure = exception;
                activation.Failed(exception);
            }

            _item = default;
            activation.Finished(this);
            if (failure is null)
            {
                _ended.SetResult(true);
            }
            else
            {
                _ended.SetException(failure);
            }
        }

        private async Task ObserveAsync(StreamObserver? observer)
        {
            var provider = subscription.Provider;
            if (observer is null)
            {
                provider.Metrics.Unobserved();
                Log.ItemUnobserved(provider.Logger, provider.Name, subscription.Stream.GetNamespace(), subscription.Consumer);
            }
            else if (_failure is { } failure)
            {
                await observer.OnErrorAsync(failure);
            }
            else
            {
                await observer.OnNextAsync(_item);
                provider.Metrics.Delivered();
            }
        }
    }

    private GrainId Consumer => consumer;
}
