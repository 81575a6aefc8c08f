using System.Globalization;

namespace OrleansCare.Cloud.Fhir;

/// <summary>Query parameters -> a search, or what is wrong with them (R4 search, 3.1.1).</summary>
public static class SearchParser
{
    public const string CursorName = "_cursor";

    /// <param name="strict">Prefer: handling=strict: unknown parameters are errors.</param>
    /// <param name="problem">Names the parameter; null when all is well.</param>
    public static ObservationSearch Parse(IEnumerable<KeyValuePair<string, string>> parameters, bool strict, DateTimeOffset now, out string? problem)
    {
        var search = new ObservationSearch();
        problem = null;
        foreach (var (name, value) in parameters)
        {
            if (value.Length == 0)
            {
                continue;
            }

            switch (Take(search, name, value, now))
            {
                case Taken.Yes:
                    break;
                case Taken.BadValue:
                    problem = $"The value of {name} is not one this server can read.";
                    return search;
                case Taken.BadModifier:
                    problem = $"The modifier in {name} is not supported.";
                    return search;
                default:
                    if (strict)
                    {
                        problem = $"The parameter {name} is not supported.";
                        return search;
                    }

                    search.Ignored.Add(name);
                    break;
            }
        }

        return search;
    }

    private static Taken Take(ObservationSearch search, string name, string value, DateTimeOffset now)
    {
        var values = value.Split(',');
        var taken = name switch
        {
            "_id" => Add(search.Ids, values.Select(id => id)),
            "code" => AddAll(search.Codes, values.Select(TokenOf)),
            "category" => AddAll(search.Categories, values.Select(TokenOf)),
            "subject" or "patient" or "subject:Patient" => AddAll(search.Subjects, values.Select(SubjectOf)),
            "date" => AddAll(search.Dates, values.Select(one => DateCondition.Parse(one, now))),
            "_count" => TakeCount(search, value),
            "_sort" => TakeSort(search, value),
            "_summary" => TakeSummary(search, value),
            "_total" => value is "accurate" or "estimate" or "none" ? Taken.Yes : Taken.BadValue,
            "_format" => value.Contains("json", StringComparison.Ordinal) ? Taken.Silently : Taken.BadValue,
            CursorName => (search.After = SearchCursor.Parse(value)) is null ? Taken.BadValue : Taken.Silently,
            _ => name.Split(':')[0] is "_id" or "code" or "category" or "subject" or "patient" or "date" ? Taken.BadModifier : Taken.No,
        };
        if (taken == Taken.Yes)
        {
            search.Used.Add((name, value));
        }

        return taken == Taken.Silently ? Taken.Yes : taken;
    }

    private static Taken Add<T>(List<IReadOnlyList<T>> groups, IEnumerable<T> values)
    {
        groups.Add([.. values]);
        return Taken.Yes;
    }

    private static Taken AddAll<T>(List<IReadOnlyList<T>> groups, IEnumerable<T?> values)
        where T : struct
    {
        var all = values.ToList();
        return all.Contains(null) ? Taken.BadValue : Add(groups, all.Select(value => value!.Value));
    }

    private static Taken AddAll<T>(List<IReadOnlyList<T>> groups, IEnumerable<T?> values)
        where T : class
    {
        var all = values.ToList();
        return all.Contains(null) ? Taken.BadValue : Add(groups, all.Select(value => value!));
    }

    private static Token? TokenOf(string value)
    {
        var parts = value.Split('|');
        return parts.Length switch
        {
            1 => new Token(null, parts[0]),
            2 when value != "|" => new Token(parts[0], parts[1].Length == 0 ? null : parts[1]),
            _ => null,
        };
    }

    private static string? SubjectOf(string value) => value.Split('/') switch
    {
        [var id] when id.Length > 0 => "Patient/" + id,
        ["Patient", var id] when id.Length > 0 => value,
        _ => null,
    };

    private static Taken TakeCount(ObservationSearch search, string value)
    {
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return Taken.BadValue;
        }

        search.CountOnly |= count == 0;
        search.Count = Math.Min(count, ObservationSearch.MostCount);
        return Taken.Yes;
    }

    private static Taken TakeSort(ObservationSearch search, string value)
    {
        search.NewestFirst = value == "-date";
        return value is "date" or "-date" ? Taken.Yes : Taken.BadValue;
    }

    private static Taken TakeSummary(ObservationSearch search, string value)
    {
        search.CountOnly |= value == "count";
        return value is "count" or "false" ? Taken.Yes : Taken.BadValue;
    }

    private enum Taken
    {
        No,
        Yes,

        /// <summary>Understood, but not part of what the self link repeats.</summary>
        Silently,
        BadValue,
        BadModifier,
    }
}
