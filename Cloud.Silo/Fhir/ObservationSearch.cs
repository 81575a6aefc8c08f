namespace OrleansCare.Cloud.Fhir;

/// <summary>A token value: system and code; null means any, "" means none.</summary>
public readonly record struct Token(string? System, string? Code);

/// <summary>A search as understood. Inner lists are alternatives ("a,b"), outer ones must all hold (parameter repeated).</summary>
public sealed record ObservationSearch
{
    public const int DefaultCount = 50;
    public const int MostCount = 1000;

    public List<IReadOnlyList<string>> Ids { get; } = [];

    public List<IReadOnlyList<Token>> Codes { get; } = [];

    public List<IReadOnlyList<Token>> Categories { get; } = [];

    public List<IReadOnlyList<string>> Subjects { get; } = [];

    public List<IReadOnlyList<DateCondition>> Dates { get; } = [];

    public int Count { get; set; } = DefaultCount;

    /// <summary>Only the total.</summary>
    public bool CountOnly { get; set; }

    public bool NewestFirst { get; set; } = true;

    public SearchCursor? After { get; set; }

    /// <summary>What was used, as the self link says it; paging not among it.</summary>
    public List<(string Name, string Value)> Used { get; } = [];

    /// <summary>Parameters unknown here and left out.</summary>
    public List<string> Ignored { get; } = [];
}
