namespace OrleansCare.Onnx.Tests.Ecg;

/// <summary>A test on real recordings: skipped, with the reason, unless CARE_RECORDS names a folder that holds mitdb/.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RecordingsFactAttribute : FactAttribute
{
    public RecordingsFactAttribute()
    {
        if (!Directory.Exists(Mitdb))
        {
            Skip = "CARE_RECORDS does not name a folder with mitdb/ in it: the recordings are not part of the project.";
        }
    }

    public static string Mitdb => Path.Combine(Environment.GetEnvironmentVariable("CARE_RECORDS") ?? "", "mitdb");
}
