using System.CommandLine;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansCare.Cli.Commands;

/// <summary>The HTTP interface of a running edge: what it answers, or a <see cref="CliException"/> in its own words.</summary>
internal sealed class EdgeClient : IDisposable
{
    private readonly HttpClient _http;

    /// <exception cref="CliException">It is no address.</exception>
    public EdgeClient(string edge) => _http = new HttpClient
    {
        BaseAddress = Uri.TryCreate(edge, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new CliException($"--edge {edge}: give an address, e.g. http://127.0.0.1:7070/."),
    };

    public static Option<string> Address() => new("--edge")
    {
        Description = "The edge's HTTP address.",
        DefaultValueFactory = _ => "http://127.0.0.1:7070/",
        Recursive = true,
    };

    /// <param name="absent">What is said when the edge has no such thing.</param>
    public async Task<T> GetAsync<T>(string path, string absent, CancellationToken cancellationToken) =>
        await ReadAsync<T>(await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken), absent, cancellationToken);

    /// <param name="body">Null: nothing is sent.</param>
    public async Task<T> PostAsync<T>(string path, object? body, string absent, CancellationToken cancellationToken)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        return await ReadAsync<T>(await _http.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken), absent, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, string absent, CancellationToken cancellationToken)
    {
        using (response)
        {
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                throw new CliException(absent);
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
