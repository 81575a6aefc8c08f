using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace OrleansCare.Storage.Tests;

public sealed class GrainStateInASiloTests
{
    [Fact]
    public async Task A_grain_finds_its_state_after_the_silo_restarted()
    {
        using var database = new TemporaryDatabase();
        using (var host = Start(database.Path))
        {
            await host.StartAsync();
            await host.Services.GetRequiredService<IGrainFactory>().GetGrain<INoteGrain>("n1").Write("seen");
            await host.StopAsync();
        }

        using var again = Start(database.Path);
        await again.StartAsync();
        var notes = again.Services.GetRequiredService<IGrainFactory>();
        Assert.Equal("seen", await notes.GetGrain<INoteGrain>("n1").Read());
        Assert.Equal("", await notes.GetGrain<INoteGrain>("n2").Read());
        await again.StopAsync();
    }

    private static IHost Start(string path)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo => silo.UseLocalhostClustering().AddSqliteGrainStorage("local", options => options.Path = path));
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
