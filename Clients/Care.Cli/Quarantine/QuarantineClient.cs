using OrleansCare.Cli.Commands;
using OrleansCare.Contracts.Devices;

namespace OrleansCare.Cli.Quarantine;

/// <summary>/api/quarantine of an edge.</summary>
internal sealed class QuarantineClient(string edge) : IDisposable
{
    private const string Absent = "There is no such entry; the oldest are given up when the quarantine is full.";

    private readonly EdgeClient _edge = new(edge);

    public async Task<IReadOnlyList<QuarantineReport>> ListAsync(IEnumerable<(string Name, string? Value)> filters, CancellationToken cancellationToken)
    {
        var query = string.Join('&', filters.Where(filter => filter.Value is not null).Select(filter => $"{filter.Name}={Uri.EscapeDataString(filter.Value!)}"));
        return await _edge.GetAsync<QuarantineReport[]>($"api/quarantine?{query}", Absent, cancellationToken);
    }

    public Task<QuarantineReport> ShowAsync(long id, CancellationToken cancellationToken) => _edge.GetAsync<QuarantineReport>($"api/quarantine/{id}", Absent, cancellationToken);

    public Task<ReplayReport> ReplayAsync(long id, CancellationToken cancellationToken) =>
        _edge.PostAsync<ReplayReport>($"api/quarantine/{id}/replay", body: null, Absent, cancellationToken);

    public void Dispose() => _edge.Dispose();
}
