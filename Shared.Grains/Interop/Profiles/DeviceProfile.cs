using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace OrleansCare.Interop.Profiles;

[JsonConverter(typeof(JsonStringEnumConverter<Evidence>))]
public enum Evidence
{
    [JsonStringEnumMemberName("sample")]
    Sample = 1,
    [JsonStringEnumMemberName("vendor-document")]
    VendorDocument = 2,
    [JsonStringEnumMemberName("assumed")]
    Assumed = 3,
}

/// <summary>One kind of device as data; the schema beside the shipped profiles (profile.schema.json) says what each member means.</summary>
public sealed record DeviceProfile(
    string Name,
    string Title,
    Evidence Evidence,
    string Source,
    IReadOnlyList<Recognition> Recognise)
{
    public string? TimeZone { get; init; }

    public IReadOnlyList<CodeEntry> Codes { get; init; } = [];

    public IReadOnlyDictionary<string, string> Units { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<WaveEntry> Waves { get; init; } = [];

    public IReadOnlyList<AlarmEntry> Alarms { get; init; } = [];

    public Quirks Quirks { get; init; } = new();

    /// <summary>SHA-256 of the file, hexadecimal: what an engineer confirms. A changed profile is unconfirmed again.</summary>
    [JsonIgnore]
    public string Fingerprint { get; init; } = "";

    public CodeEntry? FindCode(string code) => Codes.FirstOrDefault(entry => entry.Code == code);

    public WaveEntry? FindWave(int mdc) => Waves.FirstOrDefault(entry => entry.Mdc == mdc);

    /// <param name="system">The coding system as sent; an entry without one stands for any.</param>
    public AlarmEntry? FindAlarm(string code, string system) => code.Length == 0 ? null
        : Alarms.FirstOrDefault(entry => entry.Code == code && (entry.System is null || entry.System == system))
            ?? Alarms.FirstOrDefault(entry => entry.Code == AlarmEntry.AnyCode && entry.System == system);
}

/// <summary>Vendor code -> MDC; <paramref name="Unit"/> is UCUM and stands in where none is sent.</summary>
public sealed record CodeEntry(string Code, int Mdc, string? Unit = null);

/// <param name="SampleRate">Hz.</param>
public sealed record WaveEntry(int Mdc, double? SampleRate = null, double? Gain = null, double? Offset = null, string? Unit = null);

/// <summary>A device's own alarm -> an MDC event; what of it the device says itself counts before what stands here.</summary>
/// <param name="System">The coding system the code must be sent with; null: any.</param>
/// <param name="Event">MDC event code.</param>
/// <param name="Source">MDC code of the metric it is about; null: the device says it.</param>
/// <param name="Priority">PH, PM or PL.</param>
/// <param name="Type">SP, ST or SA.</param>
public sealed record AlarmEntry(string Code, int Event, string? System = null, int? Source = null, string? Priority = null, string? Type = null)
{
    /// <summary>Any code of <see cref="System"/> that has no entry of its own.</summary>
    public const string AnyCode = "*";
}

public sealed record Quirks(bool DecimalComma = false, bool NumberInText = false)
{
    private readonly double[] _none = [];

    public IReadOnlyList<string> NoValue
    {
        get;
        init
        {
            field = value;
            _none = [.. value.Select(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var none) ? none : double.NaN).Where(double.IsFinite)];
        }
    } = [];

    /// <summary>Whether the device means "none" by this number.</summary>
    public bool IsNoValue(double number) => _none.Contains(number);

    /// <summary>Whether the device means "none" by this text.</summary>
    public bool IsNoValue(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < NoValue.Count; i++)
        {
            if (text.Length == Encoding.UTF8.GetByteCount(NoValue[i]) && Encoding.UTF8.GetString(text) == NoValue[i])
            {
                return true;
            }
        }

        return false;
    }
}
