using System.Net;
using System.Net.Sockets;

namespace OrleansCare.Cli.Demo;

/// <summary>A relay between edge and cloud that writes down every byte the edge sends, and that can be cut.</summary>
internal sealed class UplinkTap : IAsyncDisposable
{
    private readonly IPEndPoint _cloud;
    private readonly TcpListener _listener;
    private readonly FileStream _record;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Lock _gate = new();
    private readonly HashSet<TcpClient> _clients = [];
    private readonly List<Task> _relays = [];
    private readonly Task _accepting;
    private bool _open;

    public UplinkTap(int port, int cloudPort, string recordFile, bool open)
    {
        _cloud = new IPEndPoint(IPAddress.Loopback, cloudPort);
        _record = new FileStream(recordFile, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        _open = open;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Bytes that went from the edge to the cloud.</summary>
    public long Recorded { get; private set; }

    public void Open() => _open = true;

    /// <summary>Cuts what flows, and refuses until opened again.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            _open = false;
            foreach (var client in _clients)
            {
                client.Dispose();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        await Task.WhenAll(_relays);
        await _record.DisposeAsync();
        _stop.Dispose();
        _writing.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var edge = await _listener.AcceptTcpClientAsync(_stop.Token);
                _relays.Add(RelayAsync(edge));
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Stopped, or one caller hung up while being accepted.
            }
        }
    }

    private async Task RelayAsync(TcpClient edge)
    {
        edge.NoDelay = true;
        var cloud = new TcpClient { NoDelay = true };
        lock (_gate)
        {
            _clients.Add(edge);
            _clients.Add(cloud);
            if (!_open)
            {
                edge.Dispose();
            }
        }

        try
        {
            var sender = edge.GetStream();
            await cloud.ConnectAsync(_cloud, _stop.Token);
            await Task.WhenAny(CopyAsync(sender, cloud.GetStream(), record: true), CopyAsync(cloud.GetStream(), sender, record: false));
        }
        catch (Exception lost) when (lost is SocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // A dead cloud looks like this to the edge: the connection ends.
        }
        finally
        {
            lock (_gate)
            {
                _clients.Remove(edge);
                _clients.Remove(cloud);
            }

            edge.Dispose();
            cloud.Dispose();
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool record)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer, _stop.Token)) > 0)
            {
                if (record)
                {
                    await RecordAsync(buffer.AsMemory(0, read));
                }

                await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side hung up.
        }
    }

    private async Task RecordAsync(ReadOnlyMemory<byte> bytes)
    {
        await _writing.WaitAsync(_stop.Token);
        try
        {
            await _record.WriteAsync(bytes, _stop.Token);
            await _record.FlushAsync(_stop.Token);
            Recorded += bytes.Length;
        }
        finally
        {
            _writing.Release();
        }
    }
}
