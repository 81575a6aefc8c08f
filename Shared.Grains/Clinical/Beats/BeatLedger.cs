using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;
using OrleansCare.Clinical.Vitals;

namespace OrleansCare.Clinical.Beats;

/// <summary>
/// Counts beats by class in true minutes of silo time. A minute is told when the model has answered for all its beats, at the latest at the end
/// of the minute after it: what is unanswered then is unsure.
/// </summary>
internal sealed class BeatLedger
{
    /// <summary>Two minutes at 300 beats a minute; when there are more, the oldest beat waiting becomes unsure.</summary>
    public const int MostWaiting = 600;

    private readonly List<WaitingBeat> _waiting = new(64);
    private MinuteOfBeats _running;
    private MinuteOfBeats _previous;

    private readonly record struct WaitingBeat(EffectId Id, long Minute);

    public void Ask(in EffectId id)
    {
        if (_waiting.Count == MostWaiting)
        {
            Settle(0, BeatClass.Unsure);
        }

        _waiting.Add(new WaitingBeat(id, _running.Minute));
        _running.Waiting++;
    }

    public void CountUnsure() => _running.Count(BeatClass.Unsure);

    /// <summary>An answer to a beat that nobody waits for any more changes nothing.</summary>
    public void Answer(in Turn turn, in EffectId id, BeatClass beat)
    {
        for (var i = 0; i < _waiting.Count; i++)
        {
            if (_waiting[i].Id == id)
            {
                Settle(i, beat);
                break;
            }
        }

        TellWhenAnswered(turn);
    }

    /// <summary>To be called with each input before its beats are counted.</summary>
    public void Advance(in Turn turn)
    {
        var minute = MinuteSummaries.MinuteOf(turn.Now);
        if (minute <= _running.Minute)
        {
            return;
        }

        TellPrevious(turn);
        var isNext = minute == _running.Minute + 1;
        _previous = _running;
        _running = new MinuteOfBeats { Minute = minute };
        if (!isNext)
        {
            TellPrevious(turn);
        }

        TellWhenAnswered(turn);
    }

    /// <summary>The clock went back: the minutes so far are over, answers to their beats come too late.</summary>
    public void StepBack(in Turn turn)
    {
        var minute = MinuteSummaries.MinuteOf(turn.Now);
        if (minute < _running.Minute)
        {
            TellPrevious(turn);
            _previous = _running;
            _running = new MinuteOfBeats { Minute = minute };
            TellPrevious(turn);
        }
    }

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        var count = fields.VisitCount(_waiting.Count, MostWaiting);
        for (var i = 0; i < count; i++)
        {
            var (id, minute) = fields.IsReading ? default : _waiting[i];
            AlarmRecord.VisitId(ref fields, ref id);
            fields.Visit(ref minute);
            if (fields.IsReading)
            {
                _waiting.Add(new WaitingBeat(id, minute));
            }
        }

        _running.Visit(ref fields);
        _previous.Visit(ref fields);
        fields.VisitEnd();
    }

    private void Settle(int index, BeatClass beat)
    {
        ref var minute = ref _waiting[index].Minute == _running.Minute ? ref _running : ref _previous;
        minute.Waiting--;
        minute.Count(beat);
        _waiting.RemoveAt(index);
    }

    private void TellWhenAnswered(in Turn turn)
    {
        if (_previous.Waiting == 0)
        {
            TellPrevious(turn);
        }
    }

    private void TellPrevious(in Turn turn)
    {
        while (_waiting.Count > 0 && _waiting[0].Minute == _previous.Minute)
        {
            Settle(0, BeatClass.Unsure);
        }

        if (_previous.HasBeats)
        {
            var start = new SiloTime(_previous.Minute * MinuteSummaries.MinuteMicroseconds);
            turn.Effects.Add(new BeatsSummarized(
                new EffectId(turn.Episode, Rule.BeatStatistics, "", 0, _previous.Minute), start, start + TimeSpan.FromMinutes(1),
                _previous.Normal, _previous.Supraventricular, _previous.Ventricular, _previous.Fusion, _previous.Unsure));
        }

        _previous = new MinuteOfBeats { Minute = _previous.Minute };
    }
}
