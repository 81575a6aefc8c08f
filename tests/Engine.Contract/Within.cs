namespace OrleansCare.Engine.Contract;

/// <summary>Waits for an event and says which one did not come.</summary>
public static class Within
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task Reason(Task task, string awaited)
    {
        if (await Task.WhenAny(task, Task.Delay(Patience)) != task)
        {
            throw new TimeoutException($"It did not happen: {awaited}");
        }

        await task;
    }

    public static async Task<T> Reason<T>(Task<T> task, string awaited)
    {
        await Reason((Task)task, awaited);
        return await task;
    }

    /// <summary>For states that no event announces; asks again until they hold.</summary>
    public static async Task Holds(Func<ValueTask<bool>> condition, string awaited)
    {
        for (var start = Environment.TickCount64; !await condition(); await Task.Delay(10))
        {
            if (Environment.TickCount64 - start > Patience.TotalMilliseconds)
            {
                throw new TimeoutException($"It did not hold: {awaited}");
            }
        }
    }
}
