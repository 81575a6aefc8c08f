using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace OrleansCare.Storage;

/// <summary>Binds Microsoft.Data.Sqlite to the operating system's own SQLite, which gets its security fixes with the system.</summary>
public static class SqliteRuntime
{
    // 3.35 brought RETURNING; everything used here is older or that.
    private const int OldestVersion = 3_035_000;
    private const string ProviderLibrary = "e_sqlite3";

    private static readonly Lazy<string> Version = new(Bind);

    /// <summary>Call before the first connection; any number of times.</summary>
    /// <returns>Version of the library that was found.</returns>
    /// <exception cref="DllNotFoundException">The system has no SQLite.</exception>
    public static string Initialize() => Version.Value;

    private static string Bind()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        raw.FreezeProvider();
        var version = raw.sqlite3_libversion().utf8_to_string();
        return raw.sqlite3_libversion_number() >= OldestVersion
            ? version
            : throw new DllNotFoundException($"SQLite {version} is older than 3.35; install the system's current libsqlite3.");
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == ProviderLibrary ? NativeLibrary.Load(SystemLibrary(), assembly, searchPath) : nint.Zero;

    private static string SystemLibrary() =>
        OperatingSystem.IsWindows() ? "winsqlite3.dll" : OperatingSystem.IsMacOS() ? "libsqlite3.dylib" : "libsqlite3.so.0";
}
