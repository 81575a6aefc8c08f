using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OrleansCare.Interop.Deidentification;

/// <summary>Numbers are frozen: they stand in metrics.</summary>
public enum DeidentificationError
{
    None = 0,
    NotJson = 1,
    ResourceTypeNotAllowed = 2,
    RequiredElementMissing = 3,
}

/// <summary>What came of one resource.</summary>
/// <param name="Detail">The required element that was missing or not allowed; never a value.</param>
/// <param name="Dropped">Elements left out, counted where the path left the policy.</param>
public readonly record struct DeidentificationOutcome(DeidentificationError Error, string? Detail, int Dropped)
{
    public bool Succeeded => Error == DeidentificationError.None;
}

/// <summary>Copies what the policy lists and nothing else. Safe to share between threads.</summary>
public sealed class Deidentifier(DeidentificationPolicy policy)
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 32 };

    public DeidentificationPolicy Policy { get; } = policy;

    /// <summary>Appends the de-identified resource to <paramref name="output"/>; nothing is written unless it succeeds.</summary>
    public DeidentificationOutcome Apply(ReadOnlySpan<byte> resource, StayDisguise stay, IBufferWriter<byte> output) => Run(resource, stay, output);

    /// <summary>
    /// For a receiver of de-identified resources: the same allow-list, but pseudonyms and times stay as they are. <see cref="DeidentificationOutcome.Dropped"/> above 0
    /// means that the sender let something through.
    /// </summary>
    public DeidentificationOutcome Recheck(ReadOnlySpan<byte> resource, IBufferWriter<byte> output) => Run(resource, null, output);

    private DeidentificationOutcome Run(ReadOnlySpan<byte> resource, StayDisguise? stay, IBufferWriter<byte> output)
    {
        var kept = new ArrayBufferWriter<byte>(Math.Max(256, resource.Length));
        DeidentificationOutcome outcome;
        try
        {
            outcome = Copy(resource, stay, kept);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Utf8JsonReader reports broken JSON by the first, a string that is no UTF-8 by the second.
            outcome = new DeidentificationOutcome(DeidentificationError.NotJson, null, 0);
        }

        if (outcome.Succeeded)
        {
            output.Write(kept.WrittenSpan);
        }

        return outcome;
    }

    private DeidentificationOutcome Copy(ReadOnlySpan<byte> resource, StayDisguise? stay, ArrayBufferWriter<byte> kept)
    {
        if (FindResourceType(resource) is not { } type || Policy.Find(type) is not { } rules)
        {
            return new DeidentificationOutcome(DeidentificationError.ResourceTypeNotAllowed, null, 0);
        }

        using var writer = new Utf8JsonWriter(kept);
        var copy = new ElementCopy(writer, stay, rules.Required.Count);
        var reader = new Utf8JsonReader(resource, Options);
        reader.Read();
        writer.WriteStartObject();
        writer.WriteString("resourceType"u8, Encoding.UTF8.GetBytes(rules.ResourceType));
        copy.Members(ref reader, rules.Root);
        writer.WriteEndObject();
        reader.Read();
        writer.Flush();

        // resourceType, written above, was passed over by the copy.
        var dropped = copy.Dropped - 1;
        var missing = Array.IndexOf(copy.Seen, false);
        return missing >= 0
            ? new DeidentificationOutcome(DeidentificationError.RequiredElementMissing, rules.Required[missing], dropped)
            : new DeidentificationOutcome(DeidentificationError.None, null, dropped);
    }

    // It need not stand first.
    private static string? FindResourceType(ReadOnlySpan<byte> resource)
    {
        var reader = new Utf8JsonReader(resource, Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals("resourceType"u8);
            reader.Read();
            if (found)
            {
                return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }

            reader.Skip();
        }

        return null;
    }
}
