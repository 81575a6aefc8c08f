using Microsoft.Extensions.Configuration;

namespace OrleansCare.Hosting;

/// <summary>
/// Where a silo's settings come from, later ones winning: defaults in the options classes, <c>--config FILE</c> (JSON), environment variables
/// <c>CARE_Section__Key</c>, <c>--set Section:Key=value</c>.
/// </summary>
public static class SiloConfiguration
{
    /// <exception cref="SiloStartException">An argument that is none of these, or a file that is not there or no JSON.</exception>
    public static void AddSiloArguments(this IConfigurationBuilder configuration, IReadOnlyList<string> arguments)
    {
        var settings = new Dictionary<string, string?>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--config" when value is not null:
                    AddFile(configuration, value);
                    i++;
                    break;
                case "--set" when value?.IndexOf('=') is > 0:
                    var equals = value.IndexOf('=');
                    settings[value[..equals]] = value[(equals + 1)..];
                    i++;
                    break;
                case "--orleans-sql" when value is not null:
                    (settings["Cloud:OrleansSql"], settings["Cloud:Cluster"]) = (value, "true");
                    i++;
                    break;
                default:
                    throw new SiloStartException($"Cannot read the argument '{arguments[i]}'. Known are: --config FILE, --set Section:Key=value.");
            }
        }

        configuration.AddEnvironmentVariables("CARE_");
        configuration.AddInMemoryCollection(settings);
    }

    private static void AddFile(IConfigurationBuilder configuration, string file)
    {
        if (!File.Exists(file))
        {
            throw new SiloStartException($"There is no configuration file '{file}'.");
        }

        try
        {
            configuration.AddJsonFile(Path.GetFullPath(file), optional: false);
        }
        catch (InvalidDataException e)
        {
            throw new SiloStartException($"The configuration file '{file}' is not JSON: {e.Message}");
        }
    }
}
