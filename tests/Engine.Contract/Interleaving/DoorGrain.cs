using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace OrleansCare.Engine.Contract.Interleaving;

[Alias("contract.IDoor")]
public interface IDoor : IGrainWithStringKey
{
    /// <summary>Opens the gate "key name in", then waits for "key name out".</summary>
    [Alias("Pass")]
    Task Pass(string name);

    [Alias("Read"), ReadOnly]
    Task Read(string name);

    [Alias("Peek"), AlwaysInterleave]
    Task Peek(string name);

    [Alias("CallBack")]
    Task<string> CallBack(IDoor other, bool allow);

    [Alias("Answer")]
    Task<string> Answer(IDoor asker);

    [Alias("Name")]
    Task<string> Name();
}

[Alias("contract.IRevolvingDoor")]
public interface IRevolvingDoor : IDoor;

public abstract class Door : Grain
{
    public Task Pass(string name) => Enter(name);

    public Task Read(string name) => Enter(name);

    public Task Peek(string name) => Enter(name);

    public async Task<string> CallBack(IDoor other, bool allow)
    {
        using var section = allow ? RequestContext.AllowCallChainReentrancy() : RequestContext.SuppressCallChainReentrancy();
        return await other.Answer(this.AsReference<IDoor>());
    }

    public async Task<string> Answer(IDoor asker) => $"{await asker.Name()} asked {this.GetPrimaryKeyString()}";

    public Task<string> Name() => Task.FromResult(this.GetPrimaryKeyString());

    private async Task Enter(string name)
    {
        Gates.Open($"{this.GetPrimaryKeyString()} {name} in");
        await Gates.Opened($"{this.GetPrimaryKeyString()} {name} out");
    }
}

[GrainType("contract.door")]
public sealed class DoorGrain : Door, IDoor;

[GrainType("contract.side-door"), MayInterleave(nameof(MayPass))]
public sealed class SideDoorGrain : Door, IDoor
{
    public static bool MayPass(IInvokable request) => request.GetArgumentCount() == 1 && request.GetArgument(0) is "staff";
}

[GrainType("contract.revolving-door"), Reentrant]
public sealed class RevolvingDoorGrain : Door, IRevolvingDoor;
