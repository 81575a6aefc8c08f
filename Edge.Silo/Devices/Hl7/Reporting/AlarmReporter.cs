using System.Buffers;
using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Contracts.Identity;
using OrleansCare.Interop.Hl7;

namespace OrleansCare.Edge.Devices.Hl7.Reporting;

/// <summary>
/// Alarms to the hospital's alarm manager as PCD-04 over MLLP, in order, each until it is acknowledged. The code of the reply alone decides: CA or AA is
/// done, CE or AE or silence sends the same message again, CR or AR gives it up, counted. The queue is bounded and in memory: what waits at a stop is not
/// sent after it, alarms themselves are kept elsewhere.
/// </summary>
internal sealed class AlarmReporter : BackgroundService
{
    public const int WaitingAtMost = 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Channel<AlarmReport> _reports = Channel.CreateBounded<AlarmReport>(new BoundedChannelOptions(WaitingAtMost) { SingleReader = true });
    private readonly Hl7Options _options;
    private readonly IOpaqueIdSource _ids;
    private readonly TimeProvider _time;
    private readonly ILogger<AlarmReporter> _logger;
    private readonly Counter<long> _sent;

    public AlarmReporter(IOptions<Hl7Options> options, IOpaqueIdSource ids, TimeProvider time, IMeterFactory meters, ILogger<AlarmReporter> logger)
    {
        (_options, _ids, _time, _logger) = (options.Value, ids, time, logger);
        _sent = meters.Create("OrleansCare.Edge.AlarmReports").CreateCounter<long>("alarmreports", "{report}");
    }

    /// <summary>Never waits; over the bound the report is left out and counted.</summary>
    public void Post(AlarmReport report)
    {
        if (_options.AlarmReceiver is not null && !_reports.Writer.TryWrite(report))
        {
            Count("left-out");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_options.AlarmReceiver is not { } receiver)
        {
            return;
        }

        var connection = new ReceiverConnection(receiver);
        try
        {
            await foreach (var report in _reports.Reader.ReadAllAsync(stoppingToken))
            {
                var controlId = _ids.Next()[..20];
                var message = AlarmMessage.Write(report, controlId, _time.GetUtcNow());
                await SendAsync(connection, report, message, controlId, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
        finally
        {
            connection.Close();
        }
    }

    private async Task SendAsync(ReceiverConnection connection, AlarmReport report, byte[] message, string controlId, CancellationToken stopping)
    {
        while (true)
        {
            var code = await TryAsync(connection, message, controlId, stopping);
            var result = code switch
            {
                "CA" or "AA" => "acknowledged",
                "CR" or "AR" => "refused",
                _ => null,
            };
            if (result is not null)
            {
                Count(result);
                _logger.Reported(report.Alarm.Kind, report.Alarm.Phase, code!);
                return;
            }

            Count("again");
            connection.Close();
            await Task.Delay(Pause, _time, stopping);
        }
    }

    /// <returns>MSA-1 of the reply to this message; null: none came.</returns>
    private async Task<string?> TryAsync(ReceiverConnection connection, byte[] message, string controlId, CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping);
        try
        {
            await connection.SendAsync(message, either.Token);
            while (true)
            {
                var reply = await connection.ReadAsync(either.Token);
                if (Hl7Message.TryParse(reply, out var read, out _) && read["MSA"u8, 2].ToText(read.CharacterSet) == controlId)
                {
                    return read["MSA"u8, 1].ToText(read.CharacterSet);
                }
            }
        }
        catch (Exception e) when ((e is IOException or SocketException or OperationCanceledException) && !stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    private void Count(string result) => _sent.Add(1, new KeyValuePair<string, object?>("result", result));
}

internal static partial class AlarmReportLog
{
    /// <summary>The audit line of a report: no patient, no bed.</summary>
    [LoggerMessage(EventId = 1760, Level = LogLevel.Information, Message = "Alarm {Kind} ({Phase}) was reported to the alarm manager: {Code}")]
    public static partial void Reported(this ILogger logger, AlarmKind kind, EventPhase phase, string code);
}
