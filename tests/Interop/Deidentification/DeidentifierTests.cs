using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansCare.Contracts.Identity;
using OrleansCare.Interop.Deidentification;
using OrleansCare.Interop.Tests.Fhir;

namespace OrleansCare.Interop.Tests.Deidentification;

public sealed class DeidentifierTests
{
    private const string Planted = "Maria-Ortega-417";
    private static readonly Deidentifier Deidentifier = new(PolicyLoader.LoadObservationV1());
    private static readonly StayDisguise Stay = new("p-5e1f", -new TimeSpan(100, 5, 30, 0, 250));

    [Fact]
    public void A_deidentified_observation_is_still_valid_r4_and_loses_no_clinical_code()
    {
        foreach (var effect in ExampleEffects.All())
        {
            var identified = JsonDocument.Parse(ObservationWriterTests.WriteBytes(effect)).RootElement;
            var result = Apply(identified.GetRawText());

            Assert.Empty(R4Check.Observation(result));
            Assert.Equal(R4Check.Codings(identified.GetProperty("code")), R4Check.Codings(result.GetProperty("code")));
            if (identified.TryGetProperty("component", out var components))
            {
                Assert.Equal(
                    components.EnumerateArray().SelectMany(c => R4Check.Codings(c.GetProperty("code"))),
                    result.GetProperty("component").EnumerateArray().SelectMany(c => R4Check.Codings(c.GetProperty("code"))));
                Assert.Equal(Answers(components), Answers(result.GetProperty("component")));
            }
        }
    }

    [Fact]
    public void Nothing_of_the_identified_context_survives()
    {
        foreach (var effect in ExampleEffects.All())
        {
            var text = Apply(Encoding.UTF8.GetString(ObservationWriterTests.WriteBytes(effect))).GetRawText();

            foreach (var secret in new[] { "Ortega", "00417", "ICU-03", "SN-77", "9f0c2d7a", "device-key", "2026-11-21", "T09:0" })
            {
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            }

            Assert.Contains("\"Patient/p-5e1f\"", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_identifier_planted_in_any_string_of_an_observation_does_not_survive()
    {
        foreach (var effect in ExampleEffects.All().Append(null))
        {
            var source = effect is null ? EverythingObservation.Json : Encoding.UTF8.GetString(ObservationWriterTests.WriteBytes(effect));
            var count = Leaves(JsonNode.Parse(source)!).Count();
            for (var i = 0; i < count; i++)
            {
                var resource = JsonNode.Parse(source)!;
                var leaf = Leaves(resource).ElementAt(i);
                Plant(leaf, Planted);

                var output = new ArrayBufferWriter<byte>();
                Deidentifier.Apply(Encoding.UTF8.GetBytes(resource.ToJsonString()), Stay, output);

                Assert.False(
                    Encoding.UTF8.GetString(output.WrittenSpan).Contains(Planted, StringComparison.Ordinal),
                    $"The identifier survived at {leaf.GetPath()}.");
            }
        }
    }

    [Fact]
    public void A_number_planted_as_a_measurement_does_not_survive()
    {
        var resource = JsonNode.Parse(EverythingObservation.Json)!;
        resource["valueQuantity"]!["value"] = 4_170_417;

        Assert.False(Apply(resource.ToJsonString()).TryGetProperty("valueQuantity", out var quantity) && quantity.TryGetProperty("value", out _));
    }

    [Fact]
    public void Only_listed_elements_are_left()
    {
        var listed = JsonNode.Parse(PolicyText())!["resources"]!["Observation"]!["elements"]!.AsObject().Select(e => e.Key).Append("resourceType").ToHashSet();
        foreach (var source in ExampleEffects.All().Select(e => Encoding.UTF8.GetString(ObservationWriterTests.WriteBytes(e))).Append(EverythingObservation.Json))
        {
            var result = JsonNode.Parse(Apply(source).GetRawText())!;
            Assert.All(Leaves(result), leaf => Assert.Contains(System.Text.RegularExpressions.Regex.Replace(leaf.GetPath()[2..], @"\[\d+\]", "[]"), listed));
        }
    }

    [Fact]
    public void Every_time_of_a_stay_moves_by_the_same_span()
    {
        var source = JsonDocument.Parse(ObservationWriterTests.WriteBytes(ObservationWriterTests.Effect("alarm-spo2-low"))).RootElement;
        var result = Apply(source.GetRawText());

        Assert.Equal(Stay.Shift, Time(result.GetProperty("effectivePeriod"), "start") - Time(source.GetProperty("effectivePeriod"), "start"));
        Assert.Equal(Stay.Shift, Time(result, "issued") - Time(source, "issued"));
    }

    [Theory]
    [InlineData("2026-11-21")]
    [InlineData("2026")]
    [InlineData("2026-11-21T09:00:00")]
    [InlineData("Tuesday at nine")]
    public void A_time_that_cannot_be_moved_exactly_is_dropped(string time)
    {
        var resource = JsonNode.Parse(EverythingObservation.Json)!;
        resource["issued"] = time;

        Assert.False(Apply(resource.ToJsonString()).TryGetProperty("issued", out _));
    }

    [Fact]
    public void A_member_that_comes_twice_passes_once()
    {
        var result = Apply("""{"resourceType":"Observation","status":"final","status":"final","code":{"coding":[{"code":"8867-4"}]},"subject":{"reference":"Patient/x","reference":"Patient/y"}}""");

        Assert.Equal("""{"resourceType":"Observation","status":"final","code":{"coding":[{"code":"8867-4"}]},"subject":{"reference":"Patient/p-5e1f"}}""", result.GetRawText());
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","id":"x"}""", DeidentificationError.ResourceTypeNotAllowed)]
    [InlineData("""{"status":"final"}""", DeidentificationError.ResourceTypeNotAllowed)]
    [InlineData("""[]""", DeidentificationError.ResourceTypeNotAllowed)]
    [InlineData("""{"resourceType":"Observation","status":"final","subject":{"reference":"Patient/x"}}""", DeidentificationError.RequiredElementMissing)]
    [InlineData("""{"resourceType":"Observation","status":"final"} {""", DeidentificationError.NotJson)]
    [InlineData("""{"resourceType":"Observation",""", DeidentificationError.NotJson)]
    public void What_cannot_be_deidentified_is_refused_and_nothing_is_written(string resource, DeidentificationError error)
    {
        var output = new ArrayBufferWriter<byte>();

        Assert.Equal(error, Deidentifier.Apply(Encoding.UTF8.GetBytes(resource), Stay, output).Error);
        Assert.Equal(0, output.WrittenCount);
    }

    [Theory]
    [InlineData("vital-heart-rate")]
    [InlineData("alarm-spo2-low")]
    [InlineData("beats")]
    public void A_deidentified_observation_is_as_in_the_golden_file(string name)
    {
        Golden.Check($"deidentified-{name}.json", Apply(Encoding.UTF8.GetString(ObservationWriterTests.WriteBytes(ObservationWriterTests.Effect(name)))));
    }

    [Fact]
    public void A_drawn_disguise_lies_within_the_past_year_and_off_whole_days()
    {
        for (var i = 0; i < 1000; i++)
        {
            var drawn = StayDisguise.Draw(new RandomOpaqueIdSource());
            Assert.InRange(drawn.Shift, TimeSpan.FromDays(-365), TimeSpan.FromDays(-1));
            Assert.InRange(Math.Abs(drawn.Shift.TotalDays % 1), 1 / 24.0, 23 / 24.0);
        }
    }

    [Theory]
    [InlineData("p", 1)]
    [InlineData("p", 0)]
    [InlineData("p", -24)]
    [InlineData("p", -24 * 366)]
    [InlineData("Maria Ortega", -30)]
    public void A_disguise_that_breaks_its_rule_is_refused(string pseudonym, int hours)
    {
        Assert.Throws<ArgumentException>(() => new StayDisguise(pseudonym, TimeSpan.FromHours(hours)));
    }

    internal static string PolicyText()
    {
        using var stream = typeof(PolicyLoader).Assembly.GetManifestResourceStream("policies/observation-v1.json")!;
        return new StreamReader(stream).ReadToEnd();
    }

    private static JsonElement Apply(string resource)
    {
        var output = new ArrayBufferWriter<byte>();
        var outcome = Deidentifier.Apply(Encoding.UTF8.GetBytes(resource), Stay, output);
        Assert.True(outcome.Succeeded, $"{outcome.Error} {outcome.Detail}");
        return JsonDocument.Parse(output.WrittenMemory).RootElement;
    }

    private static DateTimeOffset Time(JsonElement parent, string name) => parent.GetProperty(name).GetDateTimeOffset();

    private static List<string> Answers(JsonElement components) =>
    [
        .. components.EnumerateArray().Where(c => c.TryGetProperty("valueCodeableConcept", out _))
            .SelectMany(c => R4Check.Codings(c.GetProperty("valueCodeableConcept"))).Select(c => c.Code),
    ];

    private static void Plant(JsonNode leaf, string value)
    {
        if (leaf.Parent is JsonObject parent)
        {
            parent[leaf.GetPropertyName()] = value;
        }
        else
        {
            leaf.Parent!.AsArray()[leaf.GetElementIndex()] = value;
        }
    }

    private static IEnumerable<JsonNode> Leaves(JsonNode node) => node switch
    {
        JsonObject map => map.SelectMany(member => Leaves(member.Value!)),
        JsonArray list => list.SelectMany(item => Leaves(item!)),
        _ => [node],
    };
}
