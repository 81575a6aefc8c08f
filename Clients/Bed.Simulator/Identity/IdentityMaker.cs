using System.Globalization;
using OrleansCare.BedSimulator.Physiology;

namespace OrleansCare.BedSimulator.Identity;

/// <summary>Makes up people and devices from a seed.</summary>
public static class IdentityMaker
{
    private static readonly string[] GivenNames = ["Ada", "Bela", "Cora", "Dario", "Elin", "Farid", "Greta", "Hana", "Ivo", "Jun", "Kofi", "Lena"];
    private static readonly string[] Syllables =
        ["zor", "bek", "quil", "vax", "mur", "thy", "ploo", "dwen", "kri", "osh", "gwy", "fnu", "jeb", "lyx", "rov", "snee", "tal", "ub", "wim", "yash"];

    /// <param name="number">Of the bed, from 0.</param>
    public static BedIdentity Make(ulong seed, int number, IReadOnlyList<DeviceKind> devices)
    {
        var dice = new Dice(seed ^ (0x5DEECE66DUL * ((ulong)number + 1)));
        var name = $"{GivenNames[dice.NextIndex(GivenNames.Length)]} {Word(ref dice, 4)}";
        var label = string.Create(CultureInfo.InvariantCulture, $"ICU-{number + 1:00} {Word(ref dice, 2)}");
        var mrn = "MRN" + Digits(ref dice, 12);
        var birth = new DateOnly(1931, 1, 1).AddDays(dice.NextIndex(365 * 68));
        var made = new List<DeviceIdentity>();
        foreach (var kind in devices)
        {
            made.Add(MakeDevice(kind, ref dice));
        }

        return new BedIdentity(label, name, mrn, birth, made);
    }

    private static DeviceIdentity MakeDevice(DeviceKind kind, ref Dice dice)
    {
        var prefix = kind switch { DeviceKind.Monitor => "MON", DeviceKind.Oximeter => "OXI", _ => "TMP" };
        return new DeviceIdentity(
            kind, $"{prefix}-{Digits(ref dice, 9)}", $"user{Word(ref dice, 3)}", Word(ref dice, 3) + Digits(ref dice, 8), $"seen by Dr {Word(ref dice, 4)}");
    }

    private static string Word(ref Dice dice, int syllables)
    {
        var word = string.Empty;
        for (var i = 0; i < syllables; i++)
        {
            word += Syllables[dice.NextIndex(Syllables.Length)];
        }

        return char.ToUpperInvariant(word[0]) + word[1..];
    }

    private static string Digits(ref Dice dice, int count)
    {
        var digits = new char[count];
        for (var i = 0; i < count; i++)
        {
            digits[i] = (char)('0' + dice.NextIndex(10));
        }

        return new string(digits);
    }
}
