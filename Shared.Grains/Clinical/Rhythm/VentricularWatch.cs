using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Arrhythmia;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;

namespace OrleansCare.Clinical.Rhythm;

/// <summary>
/// Ventricular tachycardia and fibrillation on any lead that can be read. An alarm whose leads can no longer be read stays as it is.
/// Only for adults: the rules are validated on nobody else. Never demoted: they rest on the absence of the usual beat, and the lead that raised one must not
/// speak against it with beats from before.
/// </summary>
internal sealed class VentricularWatch(AlarmBoard alarms, Witnesses witnesses)
{
    public void Take(in Turn turn, DevicePacket packet, bool isAdult)
    {
        var tachycardia = AlarmSource.OfDevice(AlarmKind.VentricularTachycardia, packet.Device);
        var fibrillation = AlarmSource.OfDevice(AlarmKind.VentricularFibrillation, packet.Device);
        var (isReadable, rate, continues, fibrillates) = (!isAdult, double.NaN, false, false);
        var isKnown = alarms.IsActive(tachycardia);
        for (var i = 0; i < witnesses.Count && isAdult; i++)
        {
            if (witnesses[i].Lead is { } lead && witnesses[i].Device == packet.Device && Witnesses.IsFresh(witnesses[i], turn.Now)
                && lead.Quality.BadSeconds(ArrhythmiaRules.FibrillationSeconds) == 0)
            {
                isReadable = true;
                rate = double.IsNaN(rate) ? VentricularRhythm.TachycardiaRate(lead) : rate;
                continues |= isKnown && VentricularRhythm.Continues(lead);
                fibrillates |= VentricularRhythm.IsFibrillation(lead);
            }
        }

        if (isReadable)
        {
            Set(turn, packet, tachycardia, continues || !double.IsNaN(rate), rate, ArrhythmiaRules.VentricularRate);
            Set(turn, packet, fibrillation, fibrillates, value: null, limit: null);
        }
    }

    private void Set(in Turn turn, DevicePacket packet, in AlarmSource source, bool present, double? value, double? limit)
    {
        if (!present)
        {
            alarms.End(turn, source);
        }
        else if (!alarms.IsActive(source))
        {
            var id = new EffectId(turn.Episode, Rule.AlarmBase + (int)source.Kind, packet.Device, packet.Sequence, turn.Sequence);
            alarms.Begin(turn, source, new AlarmOnset(id, AlarmRules.PriorityOf(source.Kind), value, limit, turn.Now));
        }
    }
}
