using Microsoft.Extensions.Hosting;

namespace Orleans.Runtime;

/// <summary>The silo as a service of the host: its lifecycle up, its lifecycle and its grains down.</summary>
internal sealed class SiloHost(Silo silo, IEnumerable<ILifecycleParticipant<ISiloLifecycle>> participants) : IHostedService
{
    private readonly StagedLifecycle _lifecycle = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var participant in participants)
        {
            participant.Participate(_lifecycle);
        }

        // Grains end before the services they write to, and after what calls them.
        _lifecycle.Subscribe(nameof(Silo), ServiceLifecycleStage.BecomeActive, _ => Task.CompletedTask, silo.StopAsync);
        return _lifecycle.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _lifecycle.StopAsync(cancellationToken);
}
