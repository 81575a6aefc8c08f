using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Hl7.Fhir.Model;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Codes;
using OrleansCare.Interop.Devices;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Edge.Devices.Fhir;

/// <summary>
/// An R4 Observation as a device packet: value and components are numerics, SampledData is a waveform, effective is the device's time. It goes through
/// the device's JSON form (docs/device-payloads.md), so that every check is the same.
/// </summary>
internal static class FhirObservations
{
    /// <summary>Codes that say what, not how: a more particular one beside them counts.</summary>
    private static readonly HashSet<string> General = ["8867-4", "8480-6", "8462-4", "8478-0", "2708-6"];

    /// <param name="only">FHIR paths of the elements that are taken and counted; null: all.</param>
    /// <returns>Rejects name FHIR paths.</returns>
    public static DecodeResult Decode(Observation observation, string device, SiloTime receivedAt, DeviceProfile? profile, IReadOnlySet<string>? only)
    {
        var numerics = new List<string>();
        var waveforms = new List<string>();
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", 0);
            if (TimeOf(observation.Effective) is { } time)
            {
                json.WriteString("time", time);
            }

            var values = ValuesOf(observation).ToArray();
            json.WriteStartArray("numerics");
            foreach (var value in values.Where(value => value.Value is not SampledData))
            {
                numerics.Add(value.Path);
                WriteNumeric(json, value, profile);
            }

            json.WriteEndArray();
            json.WriteStartArray("waveforms");
            foreach (var value in values.Where(value => value.Value is SampledData))
            {
                waveforms.Add(value.Path);
                WriteWaveform(json, value.Code, (SampledData)value.Value!, profile);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        var decoded = DevicePayloadReader.Read(PayloadFormat.Json, bytes.WrittenSpan, device, receivedAt, profile, ElementsOf(only, numerics, waveforms));
        return decoded with { Rejects = [.. decoded.Rejects.Select(reject => reject with { Element = PathOf(reject.Element, numerics, waveforms) })] };
    }

    private static IEnumerable<(string Path, CodeableConcept? Code, DataType? Value)> ValuesOf(Observation observation)
    {
        if (observation.Value is not null)
        {
            yield return ("Observation.value", observation.Code, observation.Value);
        }

        for (var i = 0; i < observation.Component.Count; i++)
        {
            if (observation.Component[i].Value is { } value)
            {
                yield return (string.Create(CultureInfo.InvariantCulture, $"Observation.component[{i}]"), observation.Component[i].Code, value);
            }
        }
    }

    private static void WriteNumeric(Utf8JsonWriter json, (string Path, CodeableConcept? Code, DataType? Value) value, DeviceProfile? profile)
    {
        var quantity = value.Value as Quantity;
        json.WriteStartObject();
        json.WriteString("code", CodeOf(value.Code, profile));
        if (quantity?.Value is { } number && quantity.Comparator is null)
        {
            json.WriteNumber("value", number);
        }

        if (quantity is not null && (profile is not null || (quantity.System ?? CodeSystems.Ucum) == CodeSystems.Ucum))
        {
            json.WriteString("unit", quantity.Code ?? quantity.Unit ?? "");
        }

        json.WriteEndObject();
    }

    /// <summary>R4 SampledData: value = datum * factor + origin; E is no value, U and L are beyond the detection limits.</summary>
    private static void WriteWaveform(Utf8JsonWriter json, CodeableConcept? code, SampledData data, DeviceProfile? profile)
    {
        json.WriteStartObject();
        json.WriteString("code", CodeOf(code, profile));
        json.WriteNumber("sampleRate", data.Period is > 0 and { } period ? 1000 / period : 0);
        json.WriteNumber("firstSample", 0);
        json.WriteNumber("gain", data.Factor ?? 1);
        json.WriteNumber("offset", data.Origin?.Value ?? 0);
        json.WriteString("unit", data.Origin?.Code ?? "");
        json.WriteStartArray("samples");
        if (data.Dimensions is 1)
        {
            foreach (var datum in (data.Data ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                WriteSample(json, datum);
            }
        }
        else
        {
            json.WriteStringValue("not one dimension");
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSample(Utf8JsonWriter json, string datum)
    {
        if (datum is "E" or "U" or "L")
        {
            json.WriteNullValue();
        }
        else if (decimal.TryParse(datum, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue("unreadable");
        }
    }

    /// <summary>A code of the profile's own, else the MDC term, else the most particular LOINC code that is known; empty: none.</summary>
    private static string CodeOf(CodeableConcept? concept, DeviceProfile? profile)
    {
        var codings = concept?.Coding ?? [];
        if (codings.FirstOrDefault(coding => coding.Code is { } code && profile?.FindCode(code) is not null) is { } own)
        {
            return own.Code!;
        }

        foreach (var coding in codings.Where(coding => coding.System == CodeSystems.Mdc))
        {
            if (int.TryParse(coding.Code, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            {
                return MdcTerms.Find(code)?.Name ?? "";
            }
        }

        return codings.Where(coding => coding.System == CodeSystems.Loinc && coding.Code is not null)
            .OrderBy(coding => General.Contains(coding.Code!))
            .Select(coding => MdcTerms.FindLoinc(coding.Code!)?.Name)
            .FirstOrDefault(name => name is not null) ?? "";
    }

    private static string? TimeOf(DataType? effective) => effective switch
    {
        FhirDateTime time => time.Value,
        Instant instant => instant.Value?.ToString("O", CultureInfo.InvariantCulture),
        Period period => period.End ?? period.Start,
        _ => null,
    };

    private static HashSet<string>? ElementsOf(IReadOnlySet<string>? paths, List<string> numerics, List<string> waveforms)
    {
        if (paths is null)
        {
            return null;
        }

        bool IsWanted(string path) => paths.Any(wanted => wanted == path || wanted.StartsWith(path + ".", StringComparison.Ordinal));
        var elements = numerics.Index().Where(path => IsWanted(path.Item)).Select(path => string.Create(CultureInfo.InvariantCulture, $"numerics[{path.Index}]")).ToHashSet();
        elements.UnionWith(waveforms.Index().Where(path => IsWanted(path.Item)).Select(path => string.Create(CultureInfo.InvariantCulture, $"waveforms[{path.Index}]")));
        if (paths.Contains("Observation.effective"))
        {
            elements.Add("time");
        }

        return elements;
    }

    private static string PathOf(string element, List<string> numerics, List<string> waveforms)
    {
        var open = element.IndexOf('[', StringComparison.Ordinal);
        var close = element.IndexOf(']', StringComparison.Ordinal);
        if (open < 0 || close < open || !int.TryParse(element.AsSpan(open + 1, close - open - 1), CultureInfo.InvariantCulture, out var index))
        {
            return element == "time" ? "Observation.effective" : element;
        }

        var paths = element.StartsWith("numerics", StringComparison.Ordinal) ? numerics : waveforms;
        return index < paths.Count ? paths[index] + element[(close + 1)..] : element;
    }
}
