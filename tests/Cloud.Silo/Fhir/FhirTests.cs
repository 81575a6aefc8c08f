using System.Net;
using System.Text.Json;
using OrleansCare.Clinical.Codes;
using OrleansCare.Cloud.Tests.Hosting;
using OrleansCare.Cloud.Tests.Receive;
using OrleansCare.Contracts.Uplink;
using OrleansCare.TestKit;

namespace OrleansCare.Cloud.Tests.Fhir;

/// <summary>Twenty minutes of heart rate and five of SpO2 of one stay.</summary>
public class FhirFixture : IAsyncLifetime
{
    internal CloudUnderTest Cloud { get; private set; } = null!;

    /// <summary>The stay's first minute as the cloud knows it.</summary>
    public DateTimeOffset First { get; } = Payloads.Start + Payloads.Stay.Shift;

    public async Task InitializeAsync()
    {
        Cloud = await CloudUnderTest.StartAsync(database: await CreateDatabaseAsync());
        await using var edge = await EdgeUnderTest.OpenAsync(Cloud.Uplink);
        await edge.SendAsync(ItemClass.Vital, [.. Payloads.Observations(20), .. Payloads.Observations(5, Vital.Spo2)]);
    }

    public virtual async Task DisposeAsync() => await Cloud.DisposeAsync();

    protected virtual Task<string> CreateDatabaseAsync() => Task.FromResult("");
}

public sealed class FhirOnSqliteTests(FhirFixture fixture) : FhirTests(fixture), IClassFixture<FhirFixture>;

public sealed class FhirOnPostgresTests(FhirOnPostgresFixture fixture) : FhirTests(fixture), IClassFixture<FhirOnPostgresFixture>;

public sealed class FhirOnPostgresFixture : FhirFixture
{
    private PostgresServer? _server;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _server!.DisposeAsync();
    }

    protected override async Task<string> CreateDatabaseAsync()
    {
        _server = await PostgresServer.StartAsync();
        return await _server.CreateDatabaseAsync();
    }
}

public abstract class FhirTests(FhirFixture fixture)
{
    [Theory]
    [InlineData("", 25)]
    [InlineData("code=8867-4", 20)]
    [InlineData("code=http://loinc.org|8867-4", 20)]
    [InlineData("code=http://loinc.org|", 25)]
    [InlineData("code=|8867-4", 0)]
    [InlineData("code=urn:iso:std:iso:11073:10101|150456", 5)]
    [InlineData("code=8867-4,2708-6", 25)]
    [InlineData("code=8867-4&code=2708-6", 0)]
    [InlineData("code=59408-5&category=vital-signs", 5)]
    [InlineData("category=alarm", 0)]
    [InlineData("subject=Patient/p-5e1f", 25)]
    [InlineData("patient=p-5e1f", 25)]
    [InlineData("patient=p-0000", 0)]
    [InlineData("_id=00000000000000000000000000000000", 0)]
    [InlineData("date=2026-08-13&code=2708-6", 5)]
    [InlineData("date=2026-08&code=2708-6", 5)]
    [InlineData("date=2025", 0)]
    [InlineData("date=ge2026-08-13T03:40Z&code=8867-4", 10)]
    [InlineData("date=gt2026-08-13T03:40Z&code=8867-4", 9)]
    [InlineData("date=lt2026-08-13T03:40Z&code=8867-4", 10)]
    [InlineData("date=le2026-08-13T03:40Z&code=8867-4", 11)]
    [InlineData("date=sa2026-08-13T03:40Z&code=8867-4", 9)]
    [InlineData("date=ge2026-08-13T03:32:00Z&date=lt2026-08-13T03:35:00Z&code=8867-4", 3)]
    [InlineData("date=ap2026-08-13T03:40Z&code=8867-4", 20)]
    [InlineData("date=ne2026-08-13", 0)]
    [InlineData("_summary=count", 25)]
    [InlineData("_count=0", 25)]
    public async Task A_search_finds_what_it_should(string query, int total)
    {
        var bundle = await fixture.Cloud.GetAsync($"/fhir/Observation?{query}");

        Assert.Equal("searchset", bundle.GetProperty("type").GetString());
        Assert.Equal(total, bundle.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("date")]
    [InlineData("-date")]
    public async Task Pages_hold_every_observation_once_and_in_order(string sort)
    {
        var starts = new List<string>();
        var ids = new List<string>();
        for (var next = $"/fhir/Observation?_count=4&_sort={sort}"; next is not null;)
        {
            var bundle = await fixture.Cloud.GetAsync(next);
            var entries = bundle.GetProperty("entry").EnumerateArray().Select(entry => entry.GetProperty("resource")).ToList();
            Assert.InRange(entries.Count, 1, 4);
            ids.AddRange(entries.Select(entry => entry.GetProperty("id").GetString()!));
            starts.AddRange(entries.Select(entry => entry.GetProperty("effectivePeriod").GetProperty("start").GetString()!));
            next = Link(bundle, "next");
        }

        Assert.Equal(25, ids.Distinct().Count());
        Assert.Equal(25, ids.Count);
        Assert.Equal(sort == "date" ? starts.Order(StringComparer.Ordinal) : starts.OrderDescending(StringComparer.Ordinal), starts);
    }

    [Fact]
    public async Task An_observation_is_read_by_its_id_and_shows_no_last_updated()
    {
        var entry = (await fixture.Cloud.GetAsync("/fhir/Observation?_count=1")).GetProperty("entry")[0];
        var id = entry.GetProperty("resource").GetProperty("id").GetString();

        var read = await fixture.Cloud.GetAsync($"/fhir/Observation/{id}");

        Assert.Equal(entry.GetProperty("resource").GetRawText(), read.GetRawText());
        Assert.EndsWith($"/fhir/Observation/{id}", entry.GetProperty("fullUrl").GetString(), StringComparison.Ordinal);
        Assert.False(read.TryGetProperty("meta", out _));
    }

    [Theory]
    [InlineData("/fhir/Observation/none", HttpStatusCode.NotFound, "not-found")]
    [InlineData("/fhir/Patient", HttpStatusCode.NotFound, "not-supported")]
    [InlineData("/fhir/Observation?date=yesterday", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("/fhir/Observation?date=xx2026", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("/fhir/Observation?code:text=heart", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("/fhir/Observation?_count=-1", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("/fhir/Observation?_sort=code", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("/fhir/Observation?_cursor=zzz", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("/fhir/Observation?subject=Device/1", HttpStatusCode.BadRequest, "invalid")]
    public async Task An_error_is_an_operation_outcome(string path, HttpStatusCode status, string code)
    {
        using var response = await fixture.Cloud.Http.GetAsync(new Uri(path, UriKind.Relative));
        var outcome = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/fhir+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("OperationOutcome", outcome.GetProperty("resourceType").GetString());
        Assert.Equal(code, outcome.GetProperty("issue")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_unknown_parameter_is_an_error_when_handling_is_strict_and_else_left_out_of_the_self_link()
    {
        using var strict = new HttpRequestMessage(HttpMethod.Get, "/fhir/Observation?code=8867-4&colour=red");
        strict.Headers.Add("Prefer", "handling=strict");
        using var refused = await fixture.Cloud.Http.SendAsync(strict);
        var lenient = await fixture.Cloud.GetAsync("/fhir/Observation?code=8867-4&colour=red");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(20, lenient.GetProperty("total").GetInt32());
        Assert.EndsWith("/fhir/Observation?code=8867-4", Link(lenient, "self"), StringComparison.Ordinal);
        Assert.Contains(lenient.GetProperty("entry").EnumerateArray(), entry => entry.GetProperty("search").GetProperty("mode").GetString() == "outcome");
    }

    [Fact]
    public async Task A_search_can_be_posted()
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("code", "2708-6")]);
        using var response = await fixture.Cloud.Http.PostAsync(new Uri("/fhir/Observation/_search", UriKind.Relative), form);

        Assert.Equal(5, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task The_capability_statement_names_every_search_parameter()
    {
        var statement = await fixture.Cloud.GetAsync("/fhir/metadata");

        Assert.Equal("4.0.1", statement.GetProperty("fhirVersion").GetString());
        var names = statement.GetProperty("rest")[0].GetProperty("resource")[0].GetProperty("searchParam").EnumerateArray().Select(p => p.GetProperty("name").GetString());
        Assert.Equal(["_id", "category", "code", "date", "patient", "subject"], names);
    }

    private static string? Link(JsonElement bundle, string relation) => bundle.GetProperty("link").EnumerateArray()
        .Where(link => link.GetProperty("relation").GetString() == relation).Select(link => link.GetProperty("url").GetString()).FirstOrDefault();
}
