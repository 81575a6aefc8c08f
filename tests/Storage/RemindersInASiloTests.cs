using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace OrleansCare.Storage.Tests;

[Collection(PostgresTests.Name)]
public sealed class RemindersInASiloTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_reminder_in_sqlite_ticks_after_the_silo_restarted()
    {
        using var database = new TemporaryDatabase();
        await TicksAfterARestartAsync("sqlite", silo => silo.UseSqliteReminderService(database.Path));
    }

    [Fact]
    public async Task A_reminder_in_postgresql_ticks_after_the_silo_restarted()
    {
        var database = await postgres.Server.CreateDatabaseAsync();
        await TicksAfterARestartAsync("postgresql", silo => silo.UsePostgresReminderService(database));
    }

    private static async Task TicksAfterARestartAsync(string key, Action<ISiloBuilder> addReminders)
    {
        using (var host = Build(addReminders))
        {
            await host.StartAsync();
            await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IRoundsGrain>(key).Begin(TimeSpan.FromMilliseconds(500));
            await host.StopAsync();
        }

        RoundsGrain.Forget(key);
        using var again = Build(addReminders);
        await again.StartAsync();
        await RoundsGrain.Ticked(key).WaitAsync(Patience);
        await again.StopAsync();
    }

    private static IHost Build(Action<ISiloBuilder> addReminders)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo =>
        {
            addReminders(silo.UseLocalhostClustering());
            silo.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = TimeSpan.FromMilliseconds(100));
        });
        return builder.Build();
    }
}

[Alias("storage-tests.rounds")]
public interface IRoundsGrain : IGrainWithStringKey
{
    [Alias("begin")]
    Task Begin(TimeSpan period);
}

[GrainType("storage-tests-rounds")]
public sealed class RoundsGrain : Grain, IRoundsGrain, IRemindable
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> Ticks = new();

    public static Task Ticked(string key) => Tick(key).Task;

    public static void Forget(string key) => Ticks.TryRemove(key, out _);

    public Task Begin(TimeSpan period) => this.RegisterOrUpdateReminder("rounds", period, period);

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Tick(this.GetPrimaryKeyString()).TrySetResult();
        return Task.CompletedTask;
    }

    private static TaskCompletionSource Tick(string key) =>
        Ticks.GetOrAdd(key, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
