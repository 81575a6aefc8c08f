using System.Text;
using OrleansCare.Interop.Hl7.Receipts;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Interop.Hl7.Observations;

/// <summary>The attributes of metrics that decide a wave: sample rate or period, resolution, the sample that means none. Others are left aside.</summary>
internal sealed class WaveFacets(ReceiptBuilder receipt)
{
    private static readonly DeviceProfile Unnamed = new("none", "none", Evidence.Assumed, "none", []);

    private readonly Dictionary<(int Reporter, Place Metric), WaveEntry> _facets = [];
    private readonly Dictionary<(int Reporter, Place Metric), double> _noValue = [];

    public void Add(int reporter, Place place, Hl7Segment facet)
    {
        var key = (reporter, place.Parent);
        var known = _facets.GetValueOrDefault(key) ?? new WaveEntry(0);
        var name = Encoding.ASCII.GetString(facet[3].Component(2).Raw.Trim((byte)' '));
        var read = NumberReader.TryParse(facet[5].Component(1).Raw.Trim((byte)' '), comma: false, out var number, out var length)
            && length == facet[5].Component(1).Raw.Trim((byte)' ').Length;
        var code = facet[3].Component(1);
        WaveEntry? more = !read ? null : name switch
        {
            "MDC_ATTR_SAMP_RATE" => known with { SampleRate = number },
            "MDC_ATTR_TIME_PD_SAMP" when number > 0 => known with { SampleRate = 1 / SecondsOf(facet, number) },
            "MDC_ATTR_NU_MSMT_RES" => known with { Gain = number },
            _ when code.Is("67863"u8) => known with { Gain = number },
            _ => null,
        };
        if (more is not null)
        {
            _facets[key] = more;
            receipt.Accept(facet.Index, 0, "wave attribute");
        }
        else if (read && name == "MDC_EVT_INOP")
        {
            _noValue[key] = number;
            receipt.Accept(facet.Index, 0, "wave attribute");
        }
        else
        {
            receipt.Ignore(facet.Index, 0, IgnoreReason.AttributeNotUsed);
        }
    }

    public WaveEntry? Of(int reporter, Place metric) => _facets.GetValueOrDefault((reporter, metric));

    public double? NoValueOf(int reporter, Place metric) => _noValue.TryGetValue((reporter, metric), out var none) ? none : null;

    private static double SecondsOf(Hl7Segment facet, double number) =>
        UnitReader.TryRead(facet[6], Unnamed, out var unit) && unit.Unit == Clinical.Codes.Unit.Second ? unit.Convert(number) : number;
}
