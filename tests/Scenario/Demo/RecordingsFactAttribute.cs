namespace OrleansCare.Scenario.Tests.Demo;

/// <summary>A fact about the recordings below the folder that CARE_RECORDS names.</summary>
public sealed class RecordingsFactAttribute : FactAttribute
{
    public const string Variable = "CARE_RECORDS";

    public RecordingsFactAttribute()
    {
        if (!Directory.Exists(Path.Combine(Folder, "mitdb")))
        {
            Skip = $"{Variable} names no folder with mitdb in it: there are no recordings to replay.";
        }
    }

    public static string Folder => Environment.GetEnvironmentVariable(Variable) ?? string.Empty;
}
