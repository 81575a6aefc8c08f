using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OrleansCare.Mqtt;

namespace OrleansCare.Benchmarks.Runtime;

/// <summary>
/// mosquitto beside our server: the same bytes, turn and turn about in one run, so that whoever else uses the machine disturbs both. Ours runs in the
/// client's process, mosquitto in its own. Neither has subscribers, and neither writes to a disk.
/// </summary>
internal static class MosquittoPeer
{
    private const int Links = 8;
    private const int Turns = 10;
    private const int WindowsPerTurn = 200;
    private const int SinglesPerTurn = 2000;

    /// <summary>Prints rates and round trips of both; a machine without mosquitto is said so, and costs nothing else.</summary>
    /// <param name="port">Our server's.</param>
    public static void Compare(int port)
    {
        var configuration = Path.GetTempFileName();
        try
        {
            var peerPort = FreePort();
            File.WriteAllText(configuration, $"listener {peerPort} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\nlog_type none\n");
            using var broker = Process.Start(new ProcessStartInfo("/usr/sbin/mosquitto", ["-c", configuration]) { RedirectStandardError = true })!;
            try
            {
                WaitFor(peerPort);
                Compare(MqttVersion.V311, port, peerPort);
                Compare(MqttVersion.V500, port, peerPort);
            }
            finally
            {
                broker.Kill();
            }
        }
        catch (Win32Exception)
        {
            Console.WriteLine("// mosquitto: not measured, it is missing");
        }
        finally
        {
            File.Delete(configuration);
        }
    }

    private static void Compare(MqttVersion version, int port, int peerPort)
    {
        using var ours = new Side(version, port);
        using var theirs = new Side(version, peerPort);
        for (var turn = 0; turn <= Turns; turn++)
        {
            // The first turn warms up.
            ours.Measure(counts: turn > 0);
            theirs.Measure(counts: turn > 0);
        }

        var name = version == MqttVersion.V311 ? "3.1.1" : "5.0";
        Console.WriteLine($"// MQTT {name}, QoS 1, {MqttLink.PayloadBytes} bytes, {Links} connections with {MqttLink.Window} in flight: ours {ours.Rate:N0}/s, mosquitto {theirs.Rate:N0}/s: {ours.Rate / theirs.Rate:F2} x");
        Console.WriteLine($"// MQTT {name}, one in flight, round trip: {string.Join(", ", new[] { 50, 90, 99, 99.9 }.Select(p => $"p{p} {ours.At(p):N0} us to {theirs.At(p):N0} us: {ours.At(p) / theirs.At(p):F2} x"))}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void WaitFor(int port)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Connect(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(50);
            }
        }

        throw new TimeoutException("mosquitto did not listen.");
    }

    /// <summary>One broker's connections and what was measured over them.</summary>
    private sealed class Side : IDisposable
    {
        private readonly MqttLink[] _links;
        private readonly List<double> _roundTrips = [];
        private TimeSpan _spent;

        public Side(MqttVersion version, int port)
        {
            _links = [.. Enumerable.Range(0, Links).Select(number => new MqttLink(port, version, $"MON-{number}"))];
        }

        /// <summary>Publishes per second.</summary>
        public double Rate => Turns * (double)Links * WindowsPerTurn * MqttLink.Window / _spent.TotalSeconds;

        public double At(double percentile) => _roundTrips[(int)(percentile / 100 * (_roundTrips.Count - 1))];

        public void Measure(bool counts)
        {
            var started = Stopwatch.GetTimestamp();
            Thread[] threads = [.. _links.Select(link => new Thread(() => Repeat(WindowsPerTurn, link.PublishWindow)))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            _spent += counts ? Stopwatch.GetElapsedTime(started) : TimeSpan.Zero;
            Repeat(SinglesPerTurn, () =>
            {
                var sent = Stopwatch.GetTimestamp();
                _links[0].PublishOne();
                if (counts)
                {
                    _roundTrips.Add(Stopwatch.GetElapsedTime(sent).TotalMicroseconds);
                }
            });
            _roundTrips.Sort();
        }

        public void Dispose() => Array.ForEach(_links, link => link.Dispose());

        private static void Repeat(int times, Action act)
        {
            for (var time = 0; time < times; time++)
            {
                act();
            }
        }
    }
}
