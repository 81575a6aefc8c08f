using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Serilog;
using Serilog.Extensions.Logging;

namespace OrleansCare.Hosting;

/// <summary>What every silo process does around its own composition.</summary>
public static class SiloProcess
{
    /// <summary>A builder that has read its arguments and logs to <paramref name="logFileKey"/>'s file, if there is one, and to nothing else.</summary>
    public static WebApplicationBuilder CreateBuilder(IReadOnlyList<string> arguments, string logFileKey)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddSiloArguments(arguments);
        builder.Logging.ClearProviders();
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        if (builder.Configuration[logFileKey] is { Length: > 0 } file)
        {
            var log = new LoggerConfiguration()
                .MinimumLevel.Verbose()
                .WriteTo.File(
                    file,
                    outputTemplate: "{Timestamp:O} {Level:u3} {SourceContext} {EventId} {Message:lj}{NewLine}{Exception}",
                    formatProvider: CultureInfo.InvariantCulture,
                    fileSizeLimitBytes: 256L << 20,
                    rollOnFileSizeLimit: true,
                    retainedFileCountLimit: 8)
                .CreateLogger();
            builder.Logging.AddProvider(new SerilogLoggerProvider(log, dispose: true));
        }
        else
        {
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
            // Why a silo cannot start is said once, by RunAsync.
            builder.Logging.AddFilter<ConsoleLoggerProvider>("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        }

        return builder;
    }

    /// <summary>Runs until SIGTERM or SIGINT. Prints one line <c>READY url ...</c> when every port listens.</summary>
    /// <returns>0 after a clean stop, 2 when it could not start; the reason is on standard error.</returns>
    public static async Task<int> RunAsync(string name, Func<WebApplication> build)
    {
        WebApplication? silo = null;
        try
        {
            silo = build();
            await silo.StartAsync();
        }
        catch (Exception e) when (WhyItCannotStart(e) is { } why)
        {
            if (silo is not null)
            {
                await silo.StopAsync();
                await silo.DisposeAsync();
            }

            await Console.Error.WriteLineAsync($"{name} cannot start. {why}");
            return 2;
        }

        await using (silo)
        {
            var urls = silo.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
            if (urls.All(IsLoopback))
            {
                Console.WriteLine($"{name} listens on loopback only: it has no access control yet.");
            }

            Console.WriteLine($"READY {string.Join(' ', urls)}");
            await silo.WaitForShutdownAsync();
            return 0;
        }
    }

    /// <summary>What the operator can mend; null for a fault of ours.</summary>
    private static string? WhyItCannotStart(Exception e) => e switch
    {
        SiloStartException => e.Message,
        OptionsValidationException options => string.Join(' ', options.Failures),
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => e.Message,
        IOException { InnerException: AddressInUseException or SocketException } => $"{e.Message} Another program has the port; choose another with --set.",
        IOException or UnauthorizedAccessException => $"{e.Message} Another silo may be using the data directory, or it cannot be written; choose another with --set.",
        _ => null,
    };

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address)));
}
