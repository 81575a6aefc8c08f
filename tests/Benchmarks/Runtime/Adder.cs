using Orleans;

namespace OrleansCare.Benchmarks.Runtime;

[Alias("benchmarks.IAdder")]
public interface IAdder : IGrainWithIntegerKey
{
    [Alias("Add")]
    ValueTask<int> Add(int number);
}

[GrainType("benchmarks-adder")]
internal sealed class Adder : Grain, IAdder
{
    private int _sum;

    public ValueTask<int> Add(int number) => ValueTask.FromResult(_sum += number);
}
