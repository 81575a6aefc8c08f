using Orleans;

namespace OrleansCare.Engine.Contract.Calls;

[Alias("contract.ICounter")]
public interface ICounter : IGrainWithStringKey
{
    [Alias("Add")]
    ValueTask<int> Add(int amount);

    [Alias("Name")]
    Task<string> Name();

    [Alias("Fail")]
    Task Fail(string message);

    [Alias("AddSlowly")]
    Task<int> AddSlowly(int amount);
}

[GrainType("contract.counter")]
public sealed class CounterGrain : Grain, ICounter
{
    private int _value;

    public ValueTask<int> Add(int amount) => new(_value += amount);

    public Task<string> Name() => Task.FromResult(this.GetPrimaryKeyString());

    public Task Fail(string message) => throw new InvalidOperationException(message, new FormatException("inside"));

    public async Task<int> AddSlowly(int amount)
    {
        var before = _value;
        await Task.Yield();
        _value = before + amount;
        return _value;
    }
}
