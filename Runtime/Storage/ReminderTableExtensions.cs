using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;

namespace OrleansCare.Storage;

public static class ReminderTableExtensions
{
    private const string DatabaseName = "reminders";

    /// <summary>Durable reminders for a node with a local disk.</summary>
    public static ISiloBuilder UseSqliteReminderService(this ISiloBuilder builder, string path) => builder.UseReminderTable(services =>
        new SqliteReminderTable(new SqliteWriterOptions { Name = DatabaseName, Path = path }, services.GetRequiredService<ILogger<SqliteReminderTable>>()));

    /// <summary>Durable reminders for processes that share a database.</summary>
    public static ISiloBuilder UsePostgresReminderService(this ISiloBuilder builder, string connectionString) => builder.UseReminderTable(services =>
        new PostgresReminderTable(
            new PostgresDatabaseOptions { Name = DatabaseName, ConnectionString = connectionString, MaxConnections = 2 },
            services.GetRequiredService<ILogger<PostgresReminderTable>>()));

    private static ISiloBuilder UseReminderTable(this ISiloBuilder builder, Func<IServiceProvider, IReminderTable> create)
    {
        builder.AddReminders();
        builder.Services.AddSingleton(create);
        return builder;
    }
}
