using OrleansCare.BedSimulator.Identity;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;

namespace OrleansCare.BedSimulator.Recordings;

/// <summary>What a recording's signal is, by its name.</summary>
public sealed record SignalMeaning(int Code, Unit Unit, DeviceKind Device)
{
    /// <summary>Null: no device here measures it (CVP, marks, unknown leads).</summary>
    public static SignalMeaning? Of(string name) => name.Trim().ToUpperInvariant() switch
    {
        "I" => Ecg(Mdc.EcgLeadI),
        "II" or "MLII" or "ECG" => Ecg(Mdc.EcgLeadII),
        "III" => Ecg(Mdc.EcgLeadIII),
        "V" => Ecg(Mdc.EcgLeadV),
        "V1" => Ecg(Mdc.EcgLeadV1),
        "V2" => Ecg(Mdc.EcgLeadV2),
        "V3" => Ecg(Mdc.EcgLeadV3),
        "V4" => Ecg(Mdc.EcgLeadV4),
        "V5" => Ecg(Mdc.EcgLeadV5),
        "V6" => Ecg(Mdc.EcgLeadV6),
        "AVR" => Ecg(Mdc.EcgLeadAvr),
        "AVL" => Ecg(Mdc.EcgLeadAvl),
        "AVF" => Ecg(Mdc.EcgLeadAvf),
        "MCL" or "MCL1" => Ecg(Mdc.EcgLeadMcl),
        "ABP" or "ART" or "AOBP" => new SignalMeaning(Mdc.ArterialPressure, Unit.MillimetreOfMercury, DeviceKind.Monitor),
        "PLETH" => new SignalMeaning(Mdc.Pleth, Unit.None, DeviceKind.Oximeter),
        "RESP" => new SignalMeaning(Mdc.Respiration, Unit.None, DeviceKind.Monitor),
        _ => null,
    };

    private static SignalMeaning Ecg(int code) => new(code, Unit.Millivolt, DeviceKind.Monitor);
}

/// <summary>One signal of a recording, ready to be cut into packets: value = raw * Gain + Offset.</summary>
/// <param name="Samples">16 bits each; <see cref="Clinical.Packets.WaveformChunk.NoValue"/> where the recording has none.</param>
public sealed record RecordedSignal(SignalMeaning Meaning, double Rate, double Gain, double Offset, short[] Samples)
{
    /// <summary>The samples of a packet: number <paramref name="packet"/> of those that are <paramref name="seconds"/> long, counted from 0.</summary>
    public WaveformChunk Cut(int packet, double seconds)
    {
        var (from, to) = ((int)(packet * seconds * Rate), (int)((packet + 1) * seconds * Rate));
        return new WaveformChunk(Meaning.Code, Rate, from, Gain, Offset, Meaning.Unit, SignalStatus.Ok, Samples.AsMemory(from, to - from));
    }
}

/// <summary>A number that became known at a moment of the recording.</summary>
/// <param name="At">In seconds.</param>
public readonly record struct RecordedNumeric(double At, int Code, double Value, Unit Unit, DeviceKind Device);

/// <summary>A recording in memory. <see cref="Beats"/> are R peaks in seconds, empty when nobody marked them.</summary>
public sealed record Recording(string Name, double Seconds, IReadOnlyList<RecordedSignal> Signals, IReadOnlyList<double> Beats, IReadOnlyList<RecordedNumeric> Numerics);
