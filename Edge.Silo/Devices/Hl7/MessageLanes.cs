namespace OrleansCare.Edge.Devices.Hl7;

/// <summary>
/// The order among messages of one connection that are taken at the same time: those of one device reach it one after the other, those of one control id are
/// judged one after the other, a hospital event waits for all before it, and all behind it wait for it. Called by the connection's reader alone.
/// </summary>
internal sealed class MessageLanes
{
    private const int SweepAt = 256;

    private readonly Dictionary<string, Task> _devices = [];
    private readonly Dictionary<UInt128, Task> _ids = [];
    private Task _alone = Task.CompletedTask;

    /// <param name="take">Begun when all that it must wait for has ended.</param>
    public Task<IReadOnlyList<byte[]>> Run(Hl7Arrival arrival, Func<Hl7Arrival, Task<IReadOnlyList<byte[]>>> take)
    {
        var id = arrival.Message is { } message ? MessageMemory.KeyOf(message) : default;
        List<Task> before = [_alone];
        if (_ids.TryGetValue(id, out var same))
        {
            before.Add(same);
        }

        before.AddRange(arrival.IsAlone ? _devices.Values : arrival.Devices.Select(device => _devices.GetValueOrDefault(device)).OfType<Task>());
        var taken = RunAsync(Task.WhenAll(before), arrival, take);
        _ids[id] = taken;
        if (arrival.IsAlone)
        {
            _alone = taken;
        }

        foreach (var device in arrival.Devices)
        {
            _devices[device] = arrival.Entered;
        }

        Sweep(_devices);
        Sweep(_ids);
        return taken;
    }

    private static async Task<IReadOnlyList<byte[]>> RunAsync(Task before, Hl7Arrival arrival, Func<Hl7Arrival, Task<IReadOnlyList<byte[]>>> take)
    {
        try
        {
            await before;
            return await take(arrival);
        }
        finally
        {
            arrival.NoteEntered();
        }
    }

    private static void Sweep<T>(Dictionary<T, Task> lanes)
        where T : notnull
    {
        if (lanes.Count > SweepAt)
        {
            foreach (var (lane, last) in lanes)
            {
                if (last.IsCompleted)
                {
                    lanes.Remove(lane);
                }
            }
        }
    }
}
