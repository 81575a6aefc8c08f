namespace OrleansCare.Onnx.Tests.Rhythms;

/// <summary>A test on real recordings: skipped, with the reason, unless CARE_RECORDS names a folder that holds this one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FolderFactAttribute : FactAttribute
{
    public FolderFactAttribute(string folder)
    {
        Folder = folder;
        if (!Directory.Exists(PathOf(folder)))
        {
            Skip = $"CARE_RECORDS does not name a folder with {folder}/ in it: the recordings are not part of the project.";
        }
    }

    public string Folder { get; }

    public static string PathOf(string folder) => Path.Combine(Environment.GetEnvironmentVariable("CARE_RECORDS") ?? "", folder);
}
