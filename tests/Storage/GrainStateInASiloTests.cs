using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace OrleansCare.Storage.Tests;

[Collection(PostgresTests.Name)]
public sealed class GrainStateInASiloTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_grain_finds_its_state_in_sqlite_after_the_silo_restarted()
    {
        using var database = new TemporaryDatabase();
        await FindsItsStateAsync(silo => silo.AddSqliteGrainStorage("local", options => options.Path = database.Path));
    }

    [Fact]
    public async Task A_grain_finds_its_state_in_postgresql_after_the_silo_restarted()
    {
        var database = await postgres.Server.CreateDatabaseAsync();
        await FindsItsStateAsync(silo => silo.AddPostgresGrainStorage("local", options => options.ConnectionString = database));
    }

    private static async Task FindsItsStateAsync(Action<ISiloBuilder> addStorage)
    {
        using (var host = Build(addStorage))
        {
            await host.StartAsync();
            await host.Services.GetRequiredService<IGrainFactory>().GetGrain<INoteGrain>("n1").Write("seen");
            await host.StopAsync();
        }

        using var again = Build(addStorage);
        await again.StartAsync();
        var notes = again.Services.GetRequiredService<IGrainFactory>();
        Assert.Equal("seen", await notes.GetGrain<INoteGrain>("n1").Read());
        Assert.Equal("", await notes.GetGrain<INoteGrain>("n2").Read());
        await again.StopAsync();
    }

    private static IHost Build(Action<ISiloBuilder> addStorage)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo => addStorage(silo.UseLocalhostClustering()));
        return builder.Build();
    }
}

[Alias("storage-tests.note")]
public interface INoteGrain : IGrainWithStringKey
{
    [Alias("write")]
    Task Write(string text);

    [Alias("read")]
    Task<string> Read();
}

[GrainType("storage-tests-note")]
public sealed class NoteGrain([PersistentState("note", "local")] IPersistentState<NoteState> note) : Grain, INoteGrain
{
    public Task Write(string text)
    {
        note.State.Text = text;
        return note.WriteStateAsync();
    }

    public Task<string> Read() => Task.FromResult(note.State.Text);
}

[GenerateSerializer]
public sealed class NoteState
{
    [Id(0)]
    public string Text { get; set; } = "";
}
