using System.Text;

namespace OrleansCare.Benchmarks.Edge;

/// <summary>A monitor's minute as a gateway sends it: one ORU^R01 in the IHE PCD-01 form, about 3.4 KB, values of three modules.</summary>
internal static class Hl7Sample
{
    public static byte[] Make()
    {
        var text = new StringBuilder("MSH|^~\\&|VSP^080019FFFE134535^EUI-64|GE Healthcare|||20260301123000-0700||ORU^R01^ORU_R01|080019FFFE13453520260301123000|P|2.6|||NE|AL||UNICODE UTF-8|||IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO\r");
        text.Append("PID|||HED12^^^PID^MR||LAZY^KITTY^^^^^L|||\rPV1||E|ICU^^79874\r");
        text.Append("OBR|1|R1^VSP^080019FFFE134535^EUI-64|R1^VSP^080019FFFE134535^EUI-64|182777000^monitoring of patient^SCT|||20260301123000-0700\r");
        text.Append("OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X\r");
        for (var module = 1; module <= 3; module++)
        {
            text.Append($"OBX|{module}||69854^MDC_DEV_METER_PRESS_BLD_VMD^MDC|1.{module}.0.0|||||||X\r");
            for (var metric = 1; metric <= 8; metric++)
            {
                text.Append($"OBX|{metric}|NM|150033^MDC_PRESS_BLD_ART_SYS^MDC|1.{module}.1.{metric}|12{metric}|266016^MDC_DIM_MMHG^MDC|||||R|||||||080019FFFE134535^B1X5_GE\r");
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
