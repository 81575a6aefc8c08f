namespace OrleansCare.BedSimulator.Tests.Arrhythmia;

/// <summary>A test on real recordings: skipped, with the reason, unless CARE_RECORDS names a folder that holds cinc2015/.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChallengeFactAttribute : FactAttribute
{
    public ChallengeFactAttribute()
    {
        if (!Directory.Exists(Folder))
        {
            Skip = "CARE_RECORDS does not name a folder with cinc2015/ in it: the recordings are not part of the project.";
        }
    }

    public static string Folder => Path.Combine(Environment.GetEnvironmentVariable("CARE_RECORDS") ?? "", "cinc2015");
}
