using System.Diagnostics.Metrics;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Escalation;
using OrleansCare.Clinical.Monitoring;

namespace OrleansCare.Edge.Alarms;

/// <summary>
/// What became of alarms that somebody had to receive, for who runs the node. Meter <c>OrleansCare.Edge.Escalation</c>; logs name the kind of alarm and the
/// level's number, no patient and no role.
/// </summary>
internal sealed partial class EscalationReport
{
    private readonly Counter<long> _called;
    private readonly Counter<long> _confirmed;
    private readonly Counter<long> _unanswered;
    private readonly Counter<long> _ended;
    private readonly ILogger<EscalationReport> _logger;

    public EscalationReport(IMeterFactory meters, ILogger<EscalationReport> logger)
    {
        _logger = logger;
        var meter = meters.Create("OrleansCare.Edge.Escalation");
        _called = meter.CreateCounter<long>("escalation.called", "{call}", "Levels called, by level and cause");
        _confirmed = meter.CreateCounter<long>("escalation.confirmed", "{alarm}", "Alarms that a station confirmed as displayed");
        _unanswered = meter.CreateCounter<long>("escalation.unanswered", "{call}", "Levels in whose time nobody acknowledged, by level");
        _ended = meter.CreateCounter<long>("escalation.ended", "{alarm}", "Called alarms that were acknowledged or ended");
    }

    public void Called(EscalationAdvanced call)
    {
        var kind = KindOf(call.Alarm);
        if (call.Cause == EscalationCause.NotAcknowledged)
        {
            _unanswered.Add(1, new KeyValuePair<string, object?>("level", call.From));
            LogUnanswered(kind, call.From);
        }

        _called.Add(1, new("level", call.Level), new("cause", call.Cause.ToString()));
        LogCalled(call.Level, kind, call.Cause);
    }

    public void Confirmed(in EffectId alarm)
    {
        var kind = KindOf(alarm);
        _confirmed.Add(1);
        LogConfirmed(kind);
    }

    public void Ended(EscalationEnded ended)
    {
        var kind = KindOf(ended.Alarm);
        _ended.Add(1);
        LogEnded(kind);
    }

    private static AlarmKind KindOf(in EffectId alarm) => (AlarmKind)(alarm.Rule - Rule.AlarmBase);

    [LoggerMessage(EventId = 1580, Level = LogLevel.Warning, Message = "Level {Level} is called for an alarm {Kind}: {Cause}")]
    private partial void LogCalled(int level, AlarmKind kind, EscalationCause cause);

    [LoggerMessage(EventId = 1581, Level = LogLevel.Information, Message = "A station shows an alarm {Kind}")]
    private partial void LogConfirmed(AlarmKind kind);

    [LoggerMessage(EventId = 1582, Level = LogLevel.Warning, Message = "An alarm {Kind} was not acknowledged in the time of level {Level}")]
    private partial void LogUnanswered(AlarmKind kind, int level);

    [LoggerMessage(EventId = 1583, Level = LogLevel.Information, Message = "An alarm {Kind} for which others had been called is acknowledged or over")]
    private partial void LogEnded(AlarmKind kind);
}
