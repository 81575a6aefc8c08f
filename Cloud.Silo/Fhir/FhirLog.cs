namespace OrleansCare.Cloud.Fhir;

/// <summary>Log lines 6150-6199.</summary>
internal static partial class FhirLog
{
    [LoggerMessage(6150, LogLevel.Error, "The FHIR store failed")]
    public static partial void StoreFailed(this ILogger logger, Exception cause);
}
