using OrleansCare.BedSimulator.Identity;
using OrleansCare.Clinical.Codes;

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
        "V" or "MCL" => Ecg(Mdc.EcgLeadV),
        "V1" => Ecg(131331),
        "V2" => Ecg(131332),
        "V3" => Ecg(131333),
        "V4" => Ecg(131334),
        "V5" => Ecg(131335),
        "V6" => Ecg(131336),
        "AVR" => Ecg(131390),
        "AVL" => Ecg(131391),
        "AVF" => Ecg(131392),
        "ABP" or "ART" => new SignalMeaning(Mdc.ArterialPressure, Unit.MillimetreOfMercury, DeviceKind.Monitor),
        "PLETH" => new SignalMeaning(Mdc.Pleth, Unit.None, DeviceKind.Oximeter),
        "RESP" => new SignalMeaning(Mdc.Respiration, Unit.None, DeviceKind.Monitor),
        _ => null,
    };

    private static SignalMeaning Ecg(int code) => new(code, Unit.Millivolt, DeviceKind.Monitor);
}

/// <summary>One signal of a recording, ready to be cut into packets: value = raw * Gain + Offset.</summary>
/// <param name="Samples">16 bits each; <see cref="Clinical.Packets.WaveformChunk.NoValue"/> where the recording has none.</param>
public sealed record RecordedSignal(SignalMeaning Meaning, double Rate, double Gain, double Offset, short[] Samples);

/// <summary>A number that became known at a moment of the recording.</summary>
/// <param name="At">In seconds.</param>
public readonly record struct RecordedNumeric(double At, int Code, double Value, Unit Unit, DeviceKind Device);

/// <summary>A recording in memory. <see cref="Beats"/> are R peaks in seconds, empty when nobody marked them.</summary>
public sealed record Recording(string Name, double Seconds, IReadOnlyList<RecordedSignal> Signals, IReadOnlyList<double> Beats, IReadOnlyList<RecordedNumeric> Numerics);
