using Orleans;

namespace OrleansCare.EmbeddedEngine.Tests.Calls;

[Alias("embedded.ICycle")]
public interface ICycle : IGrainWithStringKey
{
    [Alias("Ask")]
    Task Ask(ICycle other);

    [Alias("AskBack")]
    Task AskBack(ICycle asker);

    [Alias("Answer")]
    Task Answer();
}

[GrainType("embedded.cycle")]
public sealed class CycleGrain : Grain, ICycle
{
    public async Task Ask(ICycle other) => await other.AskBack(this.AsReference<ICycle>());

    public async Task AskBack(ICycle asker) => await asker.Answer();

    public Task Answer() => Task.CompletedTask;
}
