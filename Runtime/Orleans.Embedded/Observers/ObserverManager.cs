using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Utilities;

/// <summary>Observers that renew their subscription before it expires. Belongs to one grain; it is not for several threads.</summary>
public class ObserverManager<TObserver>(TimeSpan expiration, ILogger log)
{
    private readonly Dictionary<IAddressable, (TObserver Observer, DateTime LastSeen)> _observers = [];

    public TimeSpan ExpirationDuration { get; set; } = expiration;

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "Orleans' default; grains set it from their TimeProvider.")]
    public Func<DateTime> GetDateTime { get; set; } = () => DateTime.UtcNow;

    public int Count => _observers.Count;

    public void Subscribe(IAddressable id, TObserver observer) => _observers[id] = (observer, GetDateTime());

    public void Unsubscribe(IAddressable id) => _observers.Remove(id);

    public void Clear() => _observers.Clear();

    public void ClearExpired()
    {
        foreach (var id in Expired(GetDateTime()))
        {
            _observers.Remove(id);
        }
    }

    /// <summary>An observer whose notification fails is dropped.</summary>
    public async Task Notify(Func<TObserver, Task> notification, Func<TObserver, bool>? predicate = null)
    {
        foreach (var (id, observer) in Current(predicate))
        {
            try
            {
                await notification(observer);
            }
            catch (Exception exception)
            {
                Drop(id, exception);
            }
        }
    }

    public void Notify(Action<TObserver> notification, Func<TObserver, bool>? predicate = null)
    {
        foreach (var (id, observer) in Current(predicate))
        {
            try
            {
                notification(observer);
            }
            catch (Exception exception)
            {
                Drop(id, exception);
            }
        }
    }

    private void Drop(IAddressable id, Exception exception)
    {
        Log.ObserverDropped(log, exception);
        _observers.Remove(id);
    }

    private List<IAddressable> Expired(DateTime now) =>
        [.. _observers.Where(pair => pair.Value.LastSeen + ExpirationDuration < now).Select(pair => pair.Key)];

    private List<(IAddressable Id, TObserver Observer)> Current(Func<TObserver, bool>? predicate)
    {
        ClearExpired();
        return [.. _observers.Where(pair => predicate?.Invoke(pair.Value.Observer) ?? true).Select(pair => (pair.Key, pair.Value.Observer))];
    }
}
