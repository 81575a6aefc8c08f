using System.Text.Json;

namespace OrleansCare.Interop.Tests;

/// <summary>Files under tests/golden/interop. With CARE_WRITE_GOLDEN=1 a missing file is written; an existing one is never changed.</summary>
internal static class Golden
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Check(string name, JsonElement actual)
    {
        var path = Path.Combine(Repository(), "tests", "golden", "interop", name);
        var text = JsonSerializer.Serialize(actual, Indented) + "\n";
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("CARE_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(path), text);
    }

    public static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OrleansCare.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("OrleansCare.sln is not above the test's binaries.");
    }
}
