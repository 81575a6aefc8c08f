using System.Text.Json;
using OrleansCare.Interop.Fhir;

namespace OrleansCare.Interop.Deidentification;

/// <summary>One pass over one resource. Objects and lists are opened only when something in them is kept, because FHIR forbids empty ones.</summary>
internal sealed class ElementCopy(Utf8JsonWriter writer, StayDisguise? stay, int required)
{
    // Objects and lists entered but not yet written.
    private readonly List<(string? Name, bool IsArray)> _pending = [];

    public int Dropped { get; private set; }

    public bool[] Seen { get; } = new bool[required];

    /// <summary>From behind '{' to '}'.</summary>
    public void Members(ref Utf8JsonReader reader, ElementNode node)
    {
        ulong seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = IndexOf(ref reader, node);
            reader.Read();

            // A member that comes twice passes once: readers differ in which one they take.
            if (index < 0 || (seen & (1UL << index)) != 0)
            {
                Drop(ref reader);
                continue;
            }

            seen |= 1UL << index;
            Member(ref reader, node.Members[index]);
        }
    }

    private static int IndexOf(ref Utf8JsonReader reader, ElementNode node)
    {
        for (var i = 0; i < node.Members.Count; i++)
        {
            if (reader.ValueTextEquals(node.Members[i].Name))
            {
                return i;
            }
        }

        return -1;
    }

    private void Member(ref Utf8JsonReader reader, ElementNode node)
    {
        var depth = _pending.Count;
        var name = (node.Name, node.IsArray);
        if (!node.IsArray)
        {
            Value(ref reader, node, name);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Drop(ref reader);
            return;
        }

        _pending.Add(name);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Value(ref reader, node, (null, false));
        }

        Close(depth, isArray: true);
    }

    private void Value(ref Utf8JsonReader reader, ElementNode node, (string? Name, bool IsArray) name)
    {
        if (node.Rule is { } rule)
        {
            if (!Leaf(ref reader, rule, name.Name))
            {
                Drop(ref reader);
            }
            else if (node.RequiredIndex >= 0)
            {
                Seen[node.RequiredIndex] = true;
            }

            return;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Drop(ref reader);
            return;
        }

        var depth = _pending.Count;
        _pending.Add((name.Name, false));
        Members(ref reader, node);
        Close(depth, isArray: false);
    }

    private bool Leaf(ref Utf8JsonReader reader, ElementRule rule, string? name)
    {
        switch (rule)
        {
            case ElementRule.OneOf set when reader.TokenType == JsonTokenType.String:
                foreach (var value in set.Values)
                {
                    if (reader.ValueTextEquals(value))
                    {
                        Open(name);
                        writer.WriteStringValue(value);
                        return true;
                    }
                }

                return false;
            case ElementRule.Number bounds when reader.TokenType == JsonTokenType.Number:
                if (!reader.TryGetDouble(out var number) || !(number >= bounds.Lowest && number <= bounds.Highest))
                {
                    return false;
                }

                Open(name);
                writer.WriteNumberValue(Math.Round(number, 3));
                return true;
            case ElementRule.ShiftedTime when reader.TokenType == JsonTokenType.String:
                if (!FhirTime.TryParse(reader.GetString()!, out var time) || time.Year < 1900)
                {
                    return false;
                }

                Open(name);
                writer.WriteStringValue(FhirTime.Format(time + (stay?.Shift ?? TimeSpan.Zero)));
                return true;
            case ElementRule.Pseudonym pseudonym when reader.TokenType == JsonTokenType.String:
                if ((stay?.Pseudonym ?? PseudonymIn(reader.GetString()!, pseudonym.ResourceType)) is not { } key)
                {
                    return false;
                }

                Open(name);
                writer.WriteStringValue($"{pseudonym.ResourceType}/{key}");
                return true;
            default:
                return false;
        }
    }

    private static string? PseudonymIn(string reference, string resourceType) =>
        reference.StartsWith(resourceType + "/", StringComparison.Ordinal) && StayDisguise.IsPseudonym(reference.AsSpan(resourceType.Length + 1))
            ? reference[(resourceType.Length + 1)..]
            : null;

    private void Drop(ref Utf8JsonReader reader)
    {
        Dropped++;
        reader.Skip();
    }

    private void Close(int depth, bool isArray)
    {
        if (_pending.Count > depth)
        {
            _pending.RemoveRange(depth, _pending.Count - depth);
        }
        else if (isArray)
        {
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteEndObject();
        }
    }

    private void Open(string? name)
    {
        foreach (var (pending, isArray) in _pending)
        {
            if (pending is not null)
            {
                writer.WritePropertyName(pending);
            }

            if (isArray)
            {
                writer.WriteStartArray();
            }
            else
            {
                writer.WriteStartObject();
            }
        }

        _pending.Clear();
        if (name is not null)
        {
            writer.WritePropertyName(name);
        }
    }
}
