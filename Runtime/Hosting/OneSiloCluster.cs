using System.Net;
using System.Net.Sockets;
using Orleans.Hosting;

namespace OrleansCare.Hosting;

public static class OneSiloCluster
{
    /// <summary>A silo that is a cluster by itself, on loopback: an edge node, and a cloud that shares its database with nobody. On the embedded engine nothing listens.</summary>
    /// <param name="name">Of the cluster and its service.</param>
    public static ISiloBuilder UseOneSiloCluster(this ISiloBuilder silo, string name)
    {
        var (siloPort, gatewayPort) = FreePorts();
        return silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: name, clusterId: name);
    }

    /// <summary>Two TCP ports that nobody listened to just now.</summary>
    public static (int Silo, int Gateway) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (PortOf(first), PortOf(second));
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
