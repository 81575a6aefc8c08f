using System.Net.Http.Json;
using System.Text.Json;
using OrleansCare.Contracts.Fleet;

namespace OrleansCare.Cli.Demo;

/// <summary>What both silos say of themselves.</summary>
internal sealed class StatusReader(DemoPorts ports) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    public HttpClient Edge { get; } = new() { BaseAddress = new Uri($"http://127.0.0.1:{ports.EdgeHttp}/"), Timeout = TimeSpan.FromSeconds(10) };

    public Task<EdgeStatus?> EdgeAsync(CancellationToken cancellationToken) => ReadAsync<EdgeStatus>(ports.EdgeHttp, cancellationToken);

    public Task<CloudStatus?> CloudAsync(CancellationToken cancellationToken) => ReadAsync<CloudStatus>(ports.Cloud, cancellationToken);

    public void Dispose()
    {
        _http.Dispose();
        Edge.Dispose();
    }

    /// <summary>Null: nobody answers there now.</summary>
    private async Task<T?> ReadAsync<T>(int port, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await _http.GetFromJsonAsync<T>($"http://127.0.0.1:{port}/api/status", JsonSerializerOptions.Web, cancellationToken);
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
