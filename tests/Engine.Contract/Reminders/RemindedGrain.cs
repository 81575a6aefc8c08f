using Orleans;
using Orleans.Runtime;

namespace OrleansCare.Engine.Contract.Reminders;

[Alias("contract.IReminded")]
public interface IReminded : IGrainWithStringKey
{
    [Alias("Remind")]
    Task Remind(string name, TimeSpan dueTime, TimeSpan period);

    [Alias("Forget")]
    Task Forget(string name);

    /// <summary>Forgets by a handle that was handed out before the reminder was registered again.</summary>
    [Alias("ForgetLate")]
    Task ForgetLate(string name, TimeSpan dueTime, TimeSpan period);

    [Alias("Names")]
    Task<List<string>> Names();

    [Alias("Has")]
    Task<bool> Has(string name);

    [Alias("Leave")]
    Task Leave();

    [Alias("Last")]
    Task<TickStatus> Last();

    [Alias("Ticks")]
    Task<int> Ticks(string name);
}

/// <summary>Opens the gate <c>key name count</c> at each tick.</summary>
[GrainType("contract.reminded")]
public sealed class RemindedGrain : Grain, IReminded, IRemindable
{
    private readonly Dictionary<string, int> _ticks = [];
    private TickStatus _last;

    public Task Remind(string name, TimeSpan dueTime, TimeSpan period) => this.RegisterOrUpdateReminder(name, dueTime, period);

    public async Task Forget(string name) => await this.UnregisterReminder((await this.GetReminder(name))!);

    public async Task ForgetLate(string name, TimeSpan dueTime, TimeSpan period)
    {
        var early = await this.RegisterOrUpdateReminder(name, dueTime, period);
        await this.RegisterOrUpdateReminder(name, dueTime, period);
        await this.UnregisterReminder(early);
    }

    public async Task<List<string>> Names() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName).Order()];

    public async Task<bool> Has(string name) => await this.GetReminder(name) is not null;

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<TickStatus> Last() => Task.FromResult(_last);

    public Task<int> Ticks(string name) => Task.FromResult(_ticks.GetValueOrDefault(name));

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Gates.Open(this.GetPrimaryKeyString() + " left");
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _last = status;
        var ticks = _ticks[reminderName] = _ticks.GetValueOrDefault(reminderName) + 1;
        Gates.Open($"{this.GetPrimaryKeyString()} {reminderName} {ticks}");
        return reminderName.StartsWith("failing", StringComparison.Ordinal) ? throw new InvalidOperationException("tick failed") : Task.CompletedTask;
    }
}

[Alias("contract.IUnreminded")]
public interface IUnreminded : IGrainWithStringKey
{
    [Alias("Remind")]
    Task Remind();
}

[GrainType("contract.unreminded")]
public sealed class UnremindedGrain : Grain, IUnreminded
{
    public Task Remind() => this.RegisterOrUpdateReminder("never", TimeSpan.FromHours(1), TimeSpan.FromHours(1));
}
