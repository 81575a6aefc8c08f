using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Rhythm;

/// <summary>The last beats in order. A beat is settled when its class is known, or no longer waited for, and every beat before it is settled.</summary>
internal sealed class BeatTrail
{
    private const int Capacity = 256;
    private const int MostWaiting = Capacity - RhythmRules.IrregularWithin - 1;

    private readonly RhythmBeat[] _beats = new RhythmBeat[Capacity];
    private int _next;
    private int _count;
    private int _waiting;

    /// <summary>Settled beats.</summary>
    public int Count => _count - _waiting;

    /// <summary>A settled beat; age 0 is the newest.</summary>
    public ref readonly RhythmBeat this[int age] => ref At(_waiting + age);

    public void Add(in RhythmBeat beat)
    {
        if (_waiting == MostWaiting)
        {
            Waiting.IsAnswered = true;
        }

        _beats[_next] = beat;
        _next = (_next + 1) % Capacity;
        _count = Math.Min(Capacity, _count + 1);
        _waiting = Math.Min(_waiting + 1, MostWaiting);
    }

    /// <summary>An answer to a beat that is settled changes nothing.</summary>
    public void Answer(long deviceSample, BeatClass answer)
    {
        for (var age = 0; age < _waiting; age++)
        {
            ref var beat = ref At(age);
            if (beat.DeviceSample == deviceSample && !beat.IsAnswered)
            {
                (beat.IsAnswered, beat.Class) = (true, answer);
                return;
            }
        }
    }

    /// <returns>Whether one more beat is settled now.</returns>
    public bool Settle(long now)
    {
        if (_waiting == 0 || !(Waiting.IsAnswered || now >= Waiting.Due))
        {
            return false;
        }

        _waiting--;
        return true;
    }

    public void Clear() => (_next, _count, _waiting) = (0, 0, 0);

    public void StepBack(SiloTime now)
    {
        foreach (ref var beat in _beats.AsSpan())
        {
            beat.At = beat.At > now ? now : beat.At;
        }
    }

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        _count = fields.VisitCount(_count, Capacity);
        _waiting = fields.VisitCount(_waiting, _count);
        var oldest = fields.IsReading ? 0 : (_next - _count + Capacity) % Capacity;
        for (var i = 0; i < _count; i++)
        {
            _beats[(oldest + i) % Capacity].Visit(ref fields);
        }

        _next = (oldest + _count) % Capacity;
        fields.VisitEnd();
    }

    /// <summary>The oldest beat that is not settled.</summary>
    private ref RhythmBeat Waiting => ref At(_waiting - 1);

    private ref RhythmBeat At(int age) => ref _beats[(_next - 1 - age + (2 * Capacity)) % Capacity];
}
