using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace OrleansCare.Engine.Contract.Lifetimes;

[Alias("contract.ILife")]
public interface ILife : IGrainWithStringKey
{
    /// <summary>Which activation of this key answers, counted from 1.</summary>
    [Alias("Generation")]
    Task<int> Generation();

    [Alias("Leave")]
    Task Leave();

    [Alias("Stay")]
    Task<int> Stay(TimeSpan time);

    [Alias("LeaveLater")]
    Task LeaveLater(string gate);
}

[GrainType("contract.life")]
public sealed class LifeGrain(Births births) : Grain, ILife
{
    private int _generation;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _generation = births.Next(this.GetPrimaryKeyString());
        return this.GetPrimaryKeyString() == "stillborn" && _generation == 1 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Gates.Open($"{this.GetPrimaryKeyString()} {_generation} {reason.ReasonCode}");
    }

    public Task<int> Generation() => Task.FromResult(_generation);

    public Task<int> Stay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Generation();
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task LeaveLater(string gate)
    {
        DeactivateOnIdle();
        Gates.Open(gate + " in");
        await Gates.Opened(gate + " out");
    }
}

[Alias("contract.IKept")]
public interface IKept : IGrainWithStringKey
{
    [Alias("Generation")]
    Task<int> Generation();
}

[GrainType("contract.kept"), KeepAlive]
public sealed class KeptGrain(Births births) : Grain, IKept
{
    private int _generation;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _generation = births.Next("kept/" + this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public Task<int> Generation() => Task.FromResult(_generation);
}

[Alias("contract.IWorker")]
public interface IWorker : IGrainWithIntegerKey
{
    [Alias("Work")]
    Task Work(string name);
}

[GrainType("contract.worker"), StatelessWorker(2)]
public sealed class WorkerGrain : Grain, IWorker
{
    private string? _before;

    public async Task Work(string name)
    {
        Gates.Open($"{name} in");
        await Gates.Opened($"{name} out");
        _before = name + _before;
    }
}
