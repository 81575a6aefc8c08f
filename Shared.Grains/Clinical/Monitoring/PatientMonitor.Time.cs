using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Monitoring;

/// <summary>How time moves.</summary>
public sealed partial class PatientMonitor
{
    /// <summary>
    /// Stamps go back a little when packets waited behind a tick; then time stands still. More is a clock that was set:
    /// then nothing that is kept may lie in the future, or waits would last as long as the clock was off. Chosen here.
    /// </summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    /// <summary>Moves time to this input: when its packet left the socket, or when it was stamped.</summary>
    private Turn Begin(in Stamp stamp, InputPayload payload, List<Effect> effects)
    {
        var at = payload is PacketReceived { Packet: { } packet } && packet.ReceivedAt < stamp.At && stamp.At - packet.ReceivedAt < ClockTolerance
            ? packet.ReceivedAt
            : stamp.At;
        var isStep = _now > at && _now - at > ClockTolerance;
        _now = at > _now || isStep ? at : _now;
        var turn = new Turn(_episode, stamp.Sequence, _now, effects);
        if (isStep)
        {
            StepBack(turn);
        }

        if (_signals.Advance(turn))
        {
            _alarms.Signal(turn);
        }

        _vitals.Expire(_now);
        _beats.Advance(turn);
        if (_minutes.Advance(turn))
        {
            Score(turn);
        }

        return turn;
    }

    private void StepBack(in Turn turn)
    {
        _vitals.StepBack(turn.Now);
        _minutes.StepBack(turn.Now);
        _limits.StepBack(turn.Now);
        _score.StepBack(turn.Now);
        _devices.StepBack(turn.Now);
        _ecg.StepBack(turn.Now);
        _witnesses.StepBack(turn.Now);
        _beats.StepBack(turn);
        _signals.StepBack(turn.Now);
        _alerts.StepBack(turn.Now);
        _apnoea.StepBack(turn.Now);
        _escalation.StepBack(turn.Now);
    }
}
