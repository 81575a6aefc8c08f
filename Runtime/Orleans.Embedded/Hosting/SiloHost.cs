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

        return _lifecycle.StartAsync(cancellationToken);
    }

    // Grains first: their last writes need the storage that the lifecycle takes down.
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await silo.StopAsync(cancellationToken);
        await _lifecycle.StopAsync(cancellationToken);
    }
}
