using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Arrhythmia;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Rhythm;

/// <summary>
/// Ventricular tachycardia and fibrillation on any lead that can be read, and tachycardia by the model's classes. An alarm whose leads can no longer be
/// read stays as it is. Only for adults: the rules are validated on nobody else.
/// What a lead shows is never demoted: it rests on the absence of the usual beat, and the lead that raised one must not speak against it with beats from
/// before. What only the classes say may be: a model can be wrong beat after beat.
/// </summary>
internal sealed class VentricularWatch(AlarmBoard alarms, Witnesses witnesses, RhythmReporter reporter, BeatRhythmWatch beats)
{
    public void Take(in Turn turn, DevicePacket packet, bool isAdult)
    {
        var tachycardia = AlarmSource.OfDevice(AlarmKind.VentricularTachycardia, packet.Device);
        var fibrillation = AlarmSource.OfDevice(AlarmKind.VentricularFibrillation, packet.Device);
        var (isReadable, rate, continues, fibrillates) = (!isAdult, double.NaN, false, false);
        var (isKnown, fibrillated) = (alarms.IsActive(tachycardia), alarms.IsActive(fibrillation));
        for (var i = 0; i < witnesses.Count && isAdult; i++)
        {
            if (witnesses[i].Lead is { } lead && witnesses[i].Device == packet.Device && Witnesses.IsFresh(witnesses[i], turn.Now)
                && lead.Quality.BadSeconds(ArrhythmiaRules.FibrillationSeconds) == 0)
            {
                isReadable = true;
                rate = double.IsNaN(rate) ? VentricularRhythm.TachycardiaRate(lead) : rate;
                var wave = VentricularWave.TachycardiaRate(lead, out var length);
                rate = double.IsNaN(rate) && !double.IsNaN(wave) && IsAlone(packet.Device, turn.Now, length) ? wave : rate;
                continues |= isKnown && VentricularRhythm.Continues(lead);
                fibrillates |= fibrillated ? VentricularWave.Fibrillates(lead) : VentricularWave.IsFibrillation(lead);
            }
        }

        if (!double.IsNaN(rate))
        {
            alarms.Begin(turn, tachycardia, Onset(turn, packet, tachycardia, rate));
            alarms.Reassess(turn, tachycardia, AlarmRules.PriorityOf(tachycardia.Kind), demoted: false, evidence: "");
        }
        else if (!double.IsNaN(beats.TachycardiaRate))
        {
            reporter.Begin(turn, tachycardia, Onset(turn, packet, tachycardia, beats.TachycardiaRate));
        }
        else if (isReadable && !continues)
        {
            alarms.End(turn, tachycardia);
        }

        if (fibrillates)
        {
            alarms.Begin(turn, fibrillation, Onset(turn, packet, fibrillation, rate: null));
        }
        else if (isReadable)
        {
            alarms.End(turn, fibrillation);
        }
    }

    /// <summary>Whether no lead shows a usual beat within the newest <paramref name="length"/> samples.</summary>
    private bool IsAlone(string device, SiloTime now, long length)
    {
        for (var i = 0; i < witnesses.Count; i++)
        {
            if (witnesses[i].Lead is { } lead && witnesses[i].Device == device && Witnesses.IsFresh(witnesses[i], now)
                && VentricularRhythm.HasUsualBeat(lead, lead.Samples.Next - length))
            {
                return false;
            }
        }

        return true;
    }

    private static AlarmOnset Onset(in Turn turn, DevicePacket packet, in AlarmSource source, double? rate)
    {
        var id = new EffectId(turn.Episode, Rule.AlarmBase + (int)source.Kind, packet.Device, packet.Sequence, turn.Sequence);
        return new AlarmOnset(id, AlarmRules.PriorityOf(source.Kind), rate, rate is null ? null : ArrhythmiaRules.VentricularRate, turn.Now);
    }
}
