using Microsoft.Extensions.FileProviders;

namespace OrleansCare.Cloud.Portal;

/// <summary>The built portal, if it is there.</summary>
internal static class PortalFiles
{
    /// <param name="directory">Of index.html; relative paths are taken from the program's own directory.</param>
    public static void UsePortal(this WebApplication app, string directory)
    {
        var path = Path.GetFullPath(directory, AppContext.BaseDirectory);
        if (File.Exists(Path.Combine(path, "index.html")))
        {
            var files = new PhysicalFileProvider(path);
            app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
            app.UseStaticFiles(new StaticFileOptions { FileProvider = files });
        }
        else
        {
            app.MapGet("/", () => Results.Text(
                $"The portal is not built: there is no index.html in {path}. Build it (Clients/Web) and set Cloud:PortalDirectory to its dist/portal.",
                statusCode: StatusCodes.Status404NotFound));
        }
    }
}
