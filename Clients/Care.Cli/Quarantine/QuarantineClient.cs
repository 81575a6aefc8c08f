using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansCare.Contracts.Devices;

namespace OrleansCare.Cli.Quarantine;

/// <summary>/api/quarantine of an edge.</summary>
internal sealed class QuarantineClient : IDisposable
{
    private readonly HttpClient _http;

    /// <exception cref="CliException">It is no address.</exception>
    public QuarantineClient(string edge) => _http = new HttpClient
    {
        BaseAddress = Uri.TryCreate(edge, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new CliException($"--edge {edge}: give an address, e.g. http://127.0.0.1:7070/."),
    };

    public async Task<IReadOnlyList<QuarantineReport>> ListAsync(IEnumerable<(string Name, string? Value)> filters, CancellationToken cancellationToken)
    {
        var query = string.Join('&', filters.Where(filter => filter.Value is not null).Select(filter => $"{filter.Name}={Uri.EscapeDataString(filter.Value!)}"));
        return await ReadAsync<QuarantineReport[]>(await _http.GetAsync(new Uri($"api/quarantine?{query}", UriKind.Relative), cancellationToken), cancellationToken);
    }

    public async Task<QuarantineReport> ShowAsync(long id, CancellationToken cancellationToken) =>
        await ReadAsync<QuarantineReport>(await _http.GetAsync(new Uri($"api/quarantine/{id}", UriKind.Relative), cancellationToken), cancellationToken);

    public async Task<ReplayReport> ReplayAsync(long id, CancellationToken cancellationToken) =>
        await ReadAsync<ReplayReport>(await _http.PostAsync(new Uri($"api/quarantine/{id}/replay", UriKind.Relative), null, cancellationToken), cancellationToken);

    public void Dispose() => _http.Dispose();

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                throw new CliException("There is no such entry; the oldest are given up when the quarantine is full.");
            }

            if (!response.IsSuccessStatusCode)
            {
                var problem = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
                throw new CliException(problem.TryGetProperty("detail", out var detail) ? detail.GetString()! : $"The edge answered {(int)response.StatusCode}.");
            }

            return (await response.Content.ReadFromJsonAsync<T>(cancellationToken))!;
        }
    }
}
