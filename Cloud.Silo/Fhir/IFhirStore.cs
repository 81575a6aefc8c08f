namespace OrleansCare.Cloud.Fhir;

/// <summary>De-identified Observations as JSON, by id and by search.</summary>
public interface IFhirStore
{
    /// <returns>The whole resource, or null.</returns>
    Task<byte[]?> ReadAsync(string id);

    Task<SearchPage> SearchAsync(ObservationSearch search);
}

/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record SearchPage(long Total, IReadOnlyList<(string Id, byte[] Body)> Entries, SearchCursor? Next);
