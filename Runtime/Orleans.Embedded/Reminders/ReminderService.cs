using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Hosting;

namespace Orleans.Runtime;

/// <summary>All reminders of the table tick here, from the silo's start to its stop.</summary>
internal sealed class ReminderService(Silo silo, IOptions<ReminderOptions> options) : ILifecycleParticipant<ISiloLifecycle>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(GrainId Grain, string Name), TickingReminder> _ticking = [];
    private HashSet<(GrainId Grain, string Name)>? _removedSinceRead;
    private bool _started;

    private IReminderTable Table => field ??= silo.Services.GetService<IReminderTable>()
        ?? throw new OrleansConfigurationException("Reminders have no table; call UseInMemoryReminderService, or register an IReminderTable.");

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(ReminderService), ServiceLifecycleStage.RuntimeGrainServices, Table.StartAsync, Table.StopAsync);
        lifecycle.Subscribe(nameof(ReminderService), ServiceLifecycleStage.Active, StartAsync, StopAsync);
    }

    public async Task<IGrainReminder> RegisterOrUpdateAsync(GrainId grain, string name, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(dueTime), dueTime, "The first tick of a reminder has a time, and it is not past.");
        }

        if (period < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(period), period, "A reminder has a period, and it is not negative.");
        }

        if (period < options.Value.MinimumReminderPeriod || period == TimeSpan.Zero)
        {
            throw new ArgumentException($"Reminder '{name}' cannot tick every {period}: {nameof(ReminderOptions.MinimumReminderPeriod)} is {options.Value.MinimumReminderPeriod}.");
        }

        var entry = new ReminderEntry { GrainId = grain, ReminderName = name, StartAt = silo.Time.GetUtcNow().UtcDateTime + dueTime, Period = period };
        entry.ETag = await Table.UpsertRow(entry) ?? throw new ReminderException($"Reminder '{name}' of {grain} was not stored.");
        Tick(entry, replace: true);
        return entry.ToReminder();
    }

    public async Task UnregisterAsync(IGrainReminder reminder)
    {
        if (reminder is not RegisteredReminder registered)
        {
            throw new ArgumentException($"{reminder?.GetType()} is not a reminder of this engine.", nameof(reminder));
        }

        var (grain, name, etag) = registered;
        if (!await Table.RemoveRow(grain, name, etag) && await Table.ReadRow(grain, name) is not null)
        {
            throw new ReminderException($"Reminder '{name}' of {grain} was changed meanwhile; get it again.");
        }

        lock (_lock)
        {
            _removedSinceRead?.Add((grain, name));
            if (_ticking.Remove((grain, name), out var ticking))
            {
                ticking.Dispose();
            }
        }
    }

    public async Task<IGrainReminder?> GetAsync(GrainId grain, string name) => (await Table.ReadRow(grain, name))?.ToReminder();

    public async Task<List<IGrainReminder>> GetAllAsync(GrainId grain) => [.. (await Table.ReadRows(grain)).Reminders.Select(entry => entry.ToReminder())];

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _started = true;
            _removedSinceRead = [];
        }

        foreach (var entry in (await Table.ReadRows(0, 0)).Reminders)
        {
            Tick(entry, replace: false);
        }

        lock (_lock)
        {
            _removedSinceRead = null;
        }
    }

    private Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _started = false;
            foreach (var ticking in _ticking.Values)
            {
                ticking.Dispose();
            }

            _ticking.Clear();
        }

        return Task.CompletedTask;
    }

    // What a grain registers or removes while the table is read is newer than what was read.
    private void Tick(ReminderEntry entry, bool replace)
    {
        var key = (entry.GrainId, entry.ReminderName);
        lock (_lock)
        {
            var known = _ticking.TryGetValue(key, out var former);
            if (_started && (replace || !(known || _removedSinceRead!.Contains(key))))
            {
                former?.Dispose();
                _ticking[key] = new TickingReminder(silo, entry);
            }
        }
    }
}
