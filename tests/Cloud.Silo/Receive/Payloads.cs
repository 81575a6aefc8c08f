using System.Buffers;
using System.Text.Json;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.Fleet;
using OrleansCare.Interop.Deidentification;
using OrleansCare.Interop.Fhir;

namespace OrleansCare.Cloud.Tests.Receive;

internal static class Payloads
{
    public static readonly DateTimeOffset Start = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);
    public static readonly StayDisguise Stay = new("p-5e1f", -new TimeSpan(100, 5, 30, 0));
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly Deidentifier Deidentifier = new(PolicyLoader.LoadObservationV1());

    public static byte[][] Observations(int count, Vital vital = Vital.HeartRate) => [.. Enumerable.Range(0, count).Select(minute => Observation(minute, vital))];

    public static byte[] Observation(int minute, Vital vital = Vital.HeartRate)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.True(Deidentifier.Apply(Identified(minute, vital), Stay, output).Succeeded);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Identified(int minute, Vital vital = Vital.HeartRate)
    {
        var output = new ArrayBufferWriter<byte>();
        var start = SiloTime.From(Start + TimeSpan.FromMinutes(minute));
        var effect = new VitalSummarized(
            new EffectId("e", (Rule)(100 + (int)vital), "d", 1, minute), vital, "d", start, start + TimeSpan.FromMinutes(1), 60 + (minute % 60), 50, 130, 60);
        Assert.True(ObservationWriter.TryWrite(effect, new ObservationContext("stay-77", "Maria Ortega", "MRN-00417", "ICU-03", "SN-77-1234"), output));
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Report(DateTimeOffset to, int beds = 8) => JsonSerializer.SerializeToUtf8Bytes(
        new FleetReport(to - TimeSpan.FromMinutes(1), to, beds, 600_000, 480, [1, 2, 3], 1), Web);
}
