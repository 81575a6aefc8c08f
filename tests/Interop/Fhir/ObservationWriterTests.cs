using System.Buffers;
using System.Text;
using System.Text.Json;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Scores;
using OrleansCare.Interop.Fhir;

namespace OrleansCare.Interop.Tests.Fhir;

public sealed class ObservationWriterTests
{
    [Fact]
    public void Every_effect_becomes_a_valid_r4_observation()
    {
        foreach (var effect in ExampleEffects.All())
        {
            Assert.Empty(R4Check.Observation(Write(effect)));
        }
    }

    [Fact]
    public void The_check_finds_a_wrong_unit_a_missing_subject_and_a_missing_period()
    {
        var good = Encoding.UTF8.GetString(WriteBytes(ExampleEffects.Summary(Vital.HeartRate)));
        Assert.Contains("unit of 8867-4", Problems(good.Replace("\"code\":\"/min\"", "\"code\":\"bpm\"", StringComparison.Ordinal)));
        Assert.Contains("subject.reference", Problems(good.Replace("\"subject\"", "\"subjekt\"", StringComparison.Ordinal)));
        Assert.Contains("vs-1: effective[x] 1..1", Problems(good.Replace("\"effectivePeriod\"", "\"effectiveTiming\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("vital-heart-rate")]
    [InlineData("vital-arterial-systolic")]
    [InlineData("alarm-spo2-low")]
    [InlineData("alarm-asystole")]
    [InlineData("beats")]
    public void An_observation_is_written_as_in_the_golden_file(string name)
    {
        Golden.Check($"observation-{name}.json", Write(Effect(name)));
    }

    [Fact]
    public void An_ended_alarm_has_an_end_and_an_active_one_has_none()
    {
        Assert.True(Write(ExampleEffects.Alarm(AlarmKind.Spo2High)).GetProperty("effectivePeriod").TryGetProperty("end", out _));
        Assert.False(Write(ExampleEffects.Alarm(AlarmKind.Spo2Low)).GetProperty("effectivePeriod").TryGetProperty("end", out _));
    }

    [Fact]
    public void A_score_has_no_form_as_an_observation()
    {
        var score = new ScoreChanged(default, new News2Score(3, News2Band.Low, [], [], Spo2Scale.Scale1, null), ExampleEffects.Start);
        var output = new ArrayBufferWriter<byte>();

        Assert.False(ObservationWriter.TryWrite(score, ExampleEffects.Identified, output));
        Assert.Equal(0, output.WrittenCount);
    }

    internal static Effect Effect(string name) => name switch
    {
        "vital-heart-rate" => ExampleEffects.Summary(Vital.HeartRate),
        "vital-arterial-systolic" => ExampleEffects.Summary(Vital.ArterialSystolic),
        "alarm-spo2-low" => ExampleEffects.Alarm(AlarmKind.Spo2Low),
        "alarm-asystole" => ExampleEffects.Alarm(AlarmKind.Asystole),
        "beats" => ExampleEffects.All().OfType<BeatsSummarized>().Single(),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    internal static byte[] WriteBytes(Effect effect)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.True(ObservationWriter.TryWrite(effect, ExampleEffects.Identified, output));
        return output.WrittenSpan.ToArray();
    }

    private static JsonElement Write(Effect effect) => JsonDocument.Parse(WriteBytes(effect)).RootElement;

    private static IReadOnlyList<string> Problems(string json) => R4Check.Observation(JsonDocument.Parse(json).RootElement);
}
