using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansCare.Engine.Contract.State;

[GenerateSerializer, Alias("contract.Memo")]
public sealed class Memo
{
    [Id(0)]
    public string Text { get; set; } = "";

    [Id(1)]
    public List<int> Marks { get; set; } = [];
}

[Alias("contract.IMemo")]
public interface IMemo : IGrainWithGuidKey
{
    [Alias("Write")]
    Task Write(string text, int mark);

    [Alias("MarkWithoutWriting")]
    Task MarkWithoutWriting(int mark);

    [Alias("Read")]
    Task<Memo> Read();

    [Alias("Exists")]
    Task<bool> Exists();

    [Alias("Clear")]
    Task Clear();

    [Alias("Leave")]
    Task Leave();

    [Alias("WriteBehindTheBack")]
    Task WriteBehindTheBack();
}

[GrainType("contract.memo")]
public sealed class MemoGrain(
    [PersistentState("memo", "memory")] IPersistentState<Memo> memo,
    [PersistentState("other", "memory")] IPersistentState<Memo> other) : Grain, IMemo
{
    public async Task Write(string text, int mark)
    {
        memo.State.Text = text;
        memo.State.Marks.Add(mark);
        other.State.Text = "other";
        await memo.WriteStateAsync();
    }

    public Task MarkWithoutWriting(int mark)
    {
        memo.State.Marks.Add(mark);
        return Task.CompletedTask;
    }

    public Task<Memo> Read() => Task.FromResult(memo.State);

    public Task<bool> Exists() => Task.FromResult(memo.RecordExists && memo.Etag is not null && !other.RecordExists);

    public Task Clear() => memo.ClearStateAsync();

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task WriteBehindTheBack()
    {
        var storage = ServiceProvider.GetRequiredKeyedService<IGrainStorage>("memory");
        var row = new GrainState<Memo>();
        await storage.ReadStateAsync("memo", this.GetGrainId(), row);
        row.State = new Memo { Text = "somebody else" };
        await storage.WriteStateAsync("memo", this.GetGrainId(), row);
    }
}
