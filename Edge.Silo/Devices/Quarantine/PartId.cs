using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Edge.Devices.Quarantine;

/// <summary>What one element of an entry is called when it enters late: the same however often it is replayed, so that a crash before the mark repeats nothing.</summary>
internal static class PartId
{
    public static UInt128 Of(long entry, SiloTime receivedAt, string place)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"quarantine/{entry}/{receivedAt.UnixMicroseconds}/{place}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return new UInt128(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash, 8));
    }
}
