using System.Threading.Channels;
using Orleans;
using Orleans.Runtime;

namespace OrleansCare.EmbeddedEngine.Tests.Reminders;

[Alias("embedded.IReminded")]
public interface IReminded : IGrainWithIntegerKey
{
    [Alias("Remind")]
    Task Remind(TimeSpan dueTime, TimeSpan period);
}

[GrainType("embedded.reminded")]
public sealed class RemindedGrain(Ticks ticks) : Grain, IReminded, IRemindable
{
    public Task Remind(TimeSpan dueTime, TimeSpan period) => this.RegisterOrUpdateReminder("check", dueTime, period);

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        ticks.Add(status.CurrentTickTime);
        return Task.CompletedTask;
    }
}

public sealed class Ticks
{
    private readonly Channel<DateTime> _ticks = Channel.CreateUnbounded<DateTime>();

    public int Waiting => _ticks.Reader.Count;

    public void Add(DateTime tick) => _ticks.Writer.TryWrite(tick);

    public async Task<DateTime> NextAsync(TimeSpan patience) => await _ticks.Reader.ReadAsync().AsTask().WaitAsync(patience);
}
