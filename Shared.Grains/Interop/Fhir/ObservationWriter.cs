using System.Buffers;
using System.Text.Json;
using OrleansCare.Clinical.Monitoring;

namespace OrleansCare.Interop.Fhir;

/// <summary>Effects as FHIR R4 Observations in JSON, one resource each (the classes beside this one say which form and why).</summary>
public static class ObservationWriter
{
    /// <returns>False: this effect has no form as an Observation, and nothing was written.</returns>
    public static bool TryWrite(Effect effect, ObservationContext context, IBufferWriter<byte> output)
    {
        switch (effect)
        {
            case VitalSummarized vital:
                Write(output, writer => VitalObservation.Write(writer, vital, context));
                return true;
            case AlarmChanged alarm:
                Write(output, writer => AlarmObservation.Write(writer, alarm.Alarm, context));
                return true;
            case BeatsSummarized beats:
                Write(output, writer => BeatsObservation.Write(writer, beats, context));
                return true;
            default:
                return false;
        }
    }

    private static void Write(IBufferWriter<byte> output, Action<Utf8JsonWriter> body)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteString("resourceType"u8, "Observation"u8);
        body(writer);
        writer.WriteEndObject();
    }
}
