using System.Net;
using System.Net.Sockets;
using OrleansCare.Cli;
using OrleansCare.Cli.Demo;

namespace OrleansCare.Scenario.Tests;

/// <summary>Bases for <c>--ports</c>, below the range from which the system gives ports to outgoing connections.</summary>
internal static class FreePorts
{
    private const int Lowest = 12_000;
    private const int Highest = 30_000;
    private const int Step = 10;

    private static int s_next = Lowest + (Environment.ProcessId * Step % (Highest - Lowest));

    public static int Base()
    {
        for (var tries = 0; tries < (Highest - Lowest) / Step; tries++)
        {
            var first = s_next;
            s_next = s_next + Step < Highest ? s_next + Step : Lowest;
            try
            {
                DemoPorts.From(first).RequireFree();
                return first;
            }
            catch (CliException)
            {
                // Somebody has one of the five: the next ones.
            }
        }

        throw new InvalidOperationException($"No five free ports in a row between {Lowest} and {Highest}.");
    }

    /// <summary>Takes a port until disposed.</summary>
    public static TcpListener Take(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        listener.Start();
        return listener;
    }
}
