using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Contracts.Identity;
using OrleansCare.Edge.Alarms.Audit;
using OrleansCare.Interop.Hl7;

namespace OrleansCare.Edge.Devices.Hl7.Reporting;

/// <summary>
/// Alarms to the hospital's alarm manager as PCD-04 over MLLP. The code of the reply alone decides: CA or AA is done; CE or silence sends the same message
/// again; AE does so too, but not for ever; CR or AR gives it up. What the manager says of it later (PCD-05) stands in the audit trail.
/// </summary>
internal sealed class AlarmReporter : BackgroundService
{
    /// <summary>AE means wrong content as a rule; some answer so when their store is down.</summary>
    private const int TriesAfterContentError = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly ReportQueue _queue;
    private readonly AuditLog _audit;
    private readonly Hl7Options _options;
    private readonly TimeProvider _time;
    private readonly ILogger<AlarmReporter> _logger;
    private readonly Counter<long> _reports;
    private readonly Channel<bool> _posted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private volatile Flight? _flight;

    public AlarmReporter(
        ReportLog log, AuditLog audit, IOptions<Hl7Options> options, IOpaqueIdSource ids, TimeProvider time, IMeterFactory meters, ILogger<AlarmReporter> logger)
    {
        (_audit, _options, _time, _logger) = (audit, options.Value, time, logger);
        _queue = new ReportQueue(log, ids, _options.AlarmContinueEvery);
        var meter = meters.Create("OrleansCare.Edge.AlarmReports");
        _reports = meter.CreateCounter<long>("alarmreports", "{report}", "PCD-04 messages by what became of them");
        meter.CreateObservableGauge("alarmreports.waiting", () => _queue.Waiting, "{report}", "PCD-04 messages that the alarm manager has not taken");
    }

    /// <summary>Takes up what the last stop left. Touches the disk; once, before any stay is activated.</summary>
    public void Recover()
    {
        if (_options.AlarmReceiver is not null)
        {
            _queue.Recover(_time.GetUtcNow());
        }
    }

    /// <summary>Never waits; a revision that is known already is not taken again.</summary>
    public void Post(Alarm alarm, string bed, string mrn)
    {
        if (_options.AlarmReceiver is not null)
        {
            Count("left-out", _queue.Post(alarm, bed, mrn, _time.GetUtcNow()));
            _posted.Writer.TryWrite(true);
        }
    }

    /// <summary>What the manager says of a message: its reply, or later the status of the alert (PCD-05), over whichever connection.</summary>
    /// <returns>False: it speaks of no message of ours that is remembered.</returns>
    public bool TakeStatus(Hl7Message message)
    {
        var (code, controlId) = (CodeOf(message), message["MSA"u8, 2].ToText(message.CharacterSet));
        var answered = _flight is { } flight && flight.ControlId == controlId && flight.Code.TrySetResult(code);
        if (_queue.Find(controlId) is not { } report)
        {
            return answered;
        }

        if (!answered)
        {
            var manager = message.Header[3].Component(1).ToText(message.CharacterSet);
            _audit.Add(new AuditEntry(_time.GetUtcNow(), report.Patient, report.Bed, AuditAction.AlarmReportStatus, $"{report.Alarm.Id} {code}", manager, ""));
            _logger.StatusCame(report.Alarm.Kind, code);
        }

        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_options.AlarmReceiver is not { } receiver)
        {
            return;
        }

        try
        {
            while (true)
            {
                try
                {
                    await TryConnectionAsync(receiver, stoppingToken);
                }
                catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
                {
                    // Bedside and stations have their alarms without it: the node lives, and it is tried again.
                    Count("failed");
                    _logger.Failed(fault);
                }

                await Task.Delay(Pause, _time, stoppingToken);
                _queue.Reconnected(_time.GetUtcNow());
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops; what waits is on disk.
        }
    }

    /// <summary>Sends until the connection is over or does not come about.</summary>
    private async Task TryConnectionAsync(string receiver, CancellationToken stopping)
    {
        var report = await NextAsync(null, stopping);
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping);
        ReceiverConnection connection;
        try
        {
            connection = await ReceiverConnection.OpenAsync(receiver, message => TakeStatus(message), either.Token);
        }
        catch (Exception e) when ((e is SocketException or OperationCanceledException) && !stopping.IsCancellationRequested)
        {
            Count("unreachable");
            return;
        }

        await using (connection)
        {
            while (report is not null && await TrySendAsync(connection, report, stopping))
            {
                report = await NextAsync(connection, stopping);
            }
        }
    }

    /// <returns>The next report as soon as one is due; null when the connection is over before.</returns>
    private async Task<AlarmReport?> NextAsync(ReceiverConnection? connection, CancellationToken stopping)
    {
        while (connection is not { IsOver: true })
        {
            _posted.Reader.TryRead(out _);
            var now = _time.GetUtcNow();
            if (_queue.Next(now, out var wakeAt) is { } report)
            {
                return report;
            }

            using var woken = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var due = wakeAt is { } at ? Task.Delay(at - now, _time, woken.Token) : Task.Delay(Timeout.InfiniteTimeSpan, _time, woken.Token);
            await Task.WhenAny(_posted.Reader.WaitToReadAsync(woken.Token).AsTask(), due, connection?.WhenOver ?? due);
            await woken.CancelAsync();
            stopping.ThrowIfCancellationRequested();
        }

        return null;
    }

    /// <returns>False: the connection is of no use any more.</returns>
    private async Task<bool> TrySendAsync(ReceiverConnection connection, AlarmReport report, CancellationToken stopping)
    {
        var code = await AskAsync(connection, report, stopping);
        var now = _time.GetUtcNow();
        if (code is not ("CA" or "AA" or "CR" or "AR"))
        {
            var tries = _queue.Postpone(report, now);
            Count("again");
            if (code != "AE" || tries < TriesAfterContentError)
            {
                return code is not null;
            }
        }

        Count(code is "CA" or "AA" ? "acknowledged" : "refused");
        _queue.Settle(report, now);
        _queue.Release();
        if (report.Continued == 0)
        {
            _audit.Add(new AuditEntry(now, report.Patient, report.Bed, AuditAction.AlarmReported, $"{report.Alarm.Id} {report.Phase} {code}", "", ""));
            _logger.Reported(report.Alarm.Kind, report.Phase, code);
        }

        return true;
    }

    /// <returns>MSA-1 of the reply to this message; null: none came.</returns>
    private async Task<string?> AskAsync(ReceiverConnection connection, AlarmReport report, CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping);
        var flight = _flight = new Flight(report.ControlId);
        try
        {
            await connection.SendAsync(AlarmMessage.Write(report), either.Token);
            await Task.WhenAny(flight.Code.Task.WaitAsync(either.Token), connection.WhenOver);
            stopping.ThrowIfCancellationRequested();
            return flight.Code.Task.IsCompletedSuccessfully ? await flight.Code.Task : null;
        }
        catch (Exception e) when ((e is IOException or SocketException or OperationCanceledException) && !stopping.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            _flight = null;
        }
    }

    /// <returns>MSA-1 as in table 0008; empty when it says something else.</returns>
    private static string CodeOf(Hl7Message message) =>
        message["MSA"u8, 1].ToText(message.CharacterSet) is ("CA" or "CE" or "CR" or "AA" or "AE" or "AR") and var code ? code : "";

    private void Count(string result, int reports = 1) => _reports.Add(reports, new KeyValuePair<string, object?>("result", result));

    /// <summary>The message whose reply is waited for.</summary>
    private sealed class Flight(string controlId)
    {
        public string ControlId => controlId;

        public TaskCompletionSource<string> Code { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

internal static partial class AlarmReportLog
{
    /// <summary>No patient, no bed.</summary>
    [LoggerMessage(EventId = 1760, Level = LogLevel.Information, Message = "Alarm {Kind} ({Phase}) was reported to the alarm manager: {Code}")]
    public static partial void Reported(this ILogger logger, AlarmKind kind, EventPhase phase, string code);

    [LoggerMessage(EventId = 1762, Level = LogLevel.Error, Message = "Reporting to the alarm manager failed; it is tried again")]
    public static partial void Failed(this ILogger logger, Exception fault);

    [LoggerMessage(EventId = 1761, Level = LogLevel.Information, Message = "The alarm manager's status of {Kind}: {Code}")]
    public static partial void StatusCame(this ILogger logger, AlarmKind kind, string code);
}
