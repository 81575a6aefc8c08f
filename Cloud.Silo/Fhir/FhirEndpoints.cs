using System.Data.Common;
using Microsoft.Extensions.Primitives;
using OrleansCare.Storage;

namespace OrleansCare.Cloud.Fhir;

/// <summary>FHIR R4 over HTTP: metadata, Observation read and search. Everything that fails answers with an OperationOutcome.</summary>
internal static class FhirEndpoints
{
    private const string Base = "/fhir";

    public static void MapFhir(this IEndpointRouteBuilder endpoints)
    {
        var fhir = endpoints.MapGroup(Base).AddEndpointFilter(AnswerFaultsAsOutcomes).AddEndpointFilter(AnswerInJsonOnly);
        var started = endpoints.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        fhir.MapGet("/metadata", () => FhirJson.Write(
            StatusCodes.Status200OK, writer => Capability.Write(writer, Hosting.CloudHost.Version, Interop.Fhir.FhirTime.Format(started))));
        fhir.MapGet("/Observation/{id}", async (string id, IFhirStore store) => await store.ReadAsync(id) is { } body
            ? FhirJson.Resource(body)
            : FhirJson.Outcome(StatusCodes.Status404NotFound, "not-found", "There is no Observation with this id."));
        fhir.MapGet("/Observation", (HttpContext http, IFhirStore store, TimeProvider time) => SearchAsync(http, Pairs(http.Request.Query), store, time));
        fhir.MapPost("/Observation/_search", async (HttpContext http, IFhirStore store, TimeProvider time) => http.Request.HasFormContentType
            ? await SearchAsync(http, Pairs(http.Request.Query).Concat(Pairs(await http.Request.ReadFormAsync(http.RequestAborted))), store, time)
            : FhirJson.Outcome(StatusCodes.Status415UnsupportedMediaType, "not-supported", "A search is posted as application/x-www-form-urlencoded."));
        fhir.Map("/{**rest}", () => FhirJson.Outcome(
            StatusCodes.Status404NotFound, "not-supported", "This server reads and searches Observations: see /fhir/metadata."));
    }

    private static async Task<IResult> SearchAsync(HttpContext http, IEnumerable<KeyValuePair<string, string>> parameters, IFhirStore store, TimeProvider time)
    {
        var strict = http.Request.Headers["Prefer"].Any(value => value?.Contains("handling=strict", StringComparison.OrdinalIgnoreCase) == true);
        var search = SearchParser.Parse(parameters, strict, time.GetUtcNow(), out var problem);
        if (problem is not null)
        {
            return FhirJson.Outcome(StatusCodes.Status400BadRequest, "invalid", problem);
        }

        var page = await store.SearchAsync(search);
        return FhirJson.Write(StatusCodes.Status200OK, writer => SearchBundle.Write(writer, $"{http.Request.Scheme}://{http.Request.Host}{Base}", search, page));
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(IEnumerable<KeyValuePair<string, StringValues>> values) =>
        values.SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? "")));

    private static async ValueTask<object?> AnswerFaultsAsOutcomes(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception fault) when (fault is DbException or StorageUnavailableException or StorageBusyException)
        {
            context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(FhirEndpoints)).StoreFailed(fault);
            return FhirJson.Outcome(StatusCodes.Status500InternalServerError, "exception", "The store failed; try again later.");
        }
    }

    private static async ValueTask<object?> AnswerInJsonOnly(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var accept = context.HttpContext.Request.Headers.Accept.ToString();
        return accept.Length == 0 || accept.Contains("json", StringComparison.OrdinalIgnoreCase) || accept.Contains("*/*", StringComparison.Ordinal)
            || accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? await next(context)
            : FhirJson.Outcome(StatusCodes.Status406NotAcceptable, "not-supported", "Only application/fhir+json is served.");
    }
}
