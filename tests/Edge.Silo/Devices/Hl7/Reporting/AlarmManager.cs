using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace OrleansCare.Edge.Tests.Devices.Hl7.Reporting;

/// <summary>A hospital's alarm manager that answers by a script and remembers what it heard.</summary>
internal sealed class AlarmManager : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TcpListener _listener;
    private readonly Func<string, string?> _codeOf;
    private readonly Channel<string> _heard = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private volatile NetworkStream? _stream;

    /// <param name="codeOf">MSA-1 to reply to a message; null: silence and a reset of the connection.</param>
    public AlarmManager(Func<string, string?> codeOf)
    {
        _codeOf = codeOf;
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The next message that passes, its segments one a line.</summary>
    public async Task<string> HearAsync(Func<string, bool> passes)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var message = await _heard.Reader.ReadAsync(patience.Token);
            if (passes(message))
            {
                return message;
            }
        }
    }

    /// <summary>What was heard so far is not heard of any more.</summary>
    public void Forget()
    {
        while (_heard.Reader.TryRead(out _))
        {
        }
    }

    /// <summary>IHE PCD-05 about a message, unasked.</summary>
    public async Task TellStatusAsync(string message, string code) => await SayAsync(_stream!, message, code, "ORA^R41^ORA_R41");

    /// <summary>What the manager says of a message.</summary>
    public static string Saying(string message, string code, string type) =>
        $"MSH|^~\\&|MANAGER||ORLEANSCARE||20260301130000+0100||{type}|R{ControlId(message)}|P|2.6|||NE|NE\rMSA|{code}|{ControlId(message)}\r";

    public static string ControlId(string message) => message.Split('|')[9];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _stream = client.GetStream();
                await AnswerAsync(_stream);
                client.LingerState = new LingerOption(true, 0);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            _heard.Writer.TryComplete();
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        while (await ReadAsync(stream) is { } message)
        {
            var code = _codeOf(message);
            if (code is not null)
            {
                await SayAsync(stream, message, code, "ACK^R40^ACK");
            }

            _heard.Writer.TryWrite(message);
            if (code is null)
            {
                return;
            }
        }
    }

    private async Task SayAsync(NetworkStream stream, string message, string code, string type) =>
        await stream.WriteAsync(Hl7Sender.Frame(Saying(message, code, type)), _stop.Token);

    private async Task<string?> ReadAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (bytes is not [.., 0x1C, 0x0D])
        {
            try
            {
                if (await stream.ReadAsync(one, _stop.Token) == 0)
                {
                    return null;
                }
            }
            catch (IOException)
            {
                return null;
            }

            bytes.Add(one[0]);
        }

        return Encoding.UTF8.GetString([.. bytes.Skip(1).SkipLast(2)]).Replace('\r', '\n');
    }
}
