using System.Globalization;

namespace OrleansCare.BedSimulator.Identity;

/// <summary>A string that must never leave the edge. <paramref name="Field"/> says what it is without showing it, e.g. "bed 3 mrn".</summary>
public sealed record PlantedIdentifier(string Field, string Value)
{
    /// <summary>Every value is long enough not to turn up by chance in megabytes of digits.</summary>
    public static IReadOnlyList<PlantedIdentifier> Of(IReadOnlyList<BedIdentity> beds)
    {
        var planted = new List<PlantedIdentifier>();
        for (var i = 0; i < beds.Count; i++)
        {
            var bed = beds[i];
            var number = i + 1;
            void Plant(string field, string value) => planted.Add(new PlantedIdentifier(string.Create(CultureInfo.InvariantCulture, $"bed {number} {field}"), value));

            Plant("label", bed.Bed);
            Plant("name", bed.Name);
            Plant("family name", bed.Name.Split(' ')[1]);
            Plant("mrn", bed.Mrn);
            Plant("mrn digits", bed.Mrn[3..]);
            Plant("birth date", bed.BirthDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            Plant("birth date (US)", bed.BirthDate.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture));
            foreach (var device in bed.Devices)
            {
                var kind = device.Kind.ToString().ToLowerInvariant();
                Plant($"{kind} serial and client id", device.Serial);
                Plant($"{kind} user", device.User);
                Plant($"{kind} password", device.Password);
                Plant($"{kind} note", device.Note);
            }
        }

        return planted;
    }
}
