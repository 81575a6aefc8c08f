namespace OrleansCare.Interop.Profiles;

/// <summary>What a message tells of its device before anything is decoded. Absent things are empty.</summary>
public sealed record DeviceFacts(string SendingApplication = "", string SendingFacility = "", string MessageProfile = "", string Equipment = "", int System = 0, string Topic = "", string CodeSystem = "");

/// <summary>Conditions that must all hold; <c>*</c> stands for any text, case counts.</summary>
public sealed record Recognition(
    string? SendingApplication = null, string? SendingFacility = null, string? MessageProfile = null, string? Equipment = null, int? System = null, string? Topic = null,
    string? CodeSystem = null)
{
    /// <summary>How many conditions hold; 0 when one does not.</summary>
    public int Match(DeviceFacts facts)
    {
        var count = 0;
        foreach (var (pattern, text) in ((string?, string)[])
            [
                (SendingApplication, facts.SendingApplication), (SendingFacility, facts.SendingFacility), (MessageProfile, facts.MessageProfile),
                (Equipment, facts.Equipment), (Topic, facts.Topic), (CodeSystem, facts.CodeSystem),
            ])
        {
            if (pattern is not null && !IsLike(text, pattern))
            {
                return 0;
            }

            count += pattern is null ? 0 : 1;
        }

        return System is null ? count : System == facts.System ? count + 1 : 0;
    }

    private static bool IsLike(string text, string pattern)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1)
        {
            return text == pattern;
        }

        if (!text.StartsWith(parts[0], StringComparison.Ordinal) || text.Length < parts[0].Length + parts[^1].Length)
        {
            return false;
        }

        var at = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            at = text.IndexOf(part, at, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            at += part.Length;
        }

        return text.Length - at >= parts[^1].Length && text.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
