using OrleansCare.Contracts.History;

namespace OrleansCare.Edge.Alarms.History;

/// <summary>The query of <c>GET /api/alarms</c>; what is absent filters nothing.</summary>
/// <param name="Bed">Label, exactly.</param>
/// <param name="Patient">Opaque key of the stay.</param>
/// <param name="Priority">1 low, 2 medium, 3 high: the newest.</param>
/// <param name="Kind">AlarmKind.</param>
/// <param name="From">Detected then or later.</param>
/// <param name="To">Detected before.</param>
/// <param name="Limit">At most so many, 1 to 500; default 100.</param>
internal sealed record AlarmFilter(string? Bed, string? Patient, uint? Priority, string? Kind, DateTimeOffset? From, DateTimeOffset? To, int? Limit)
{
    public const int MostListed = 500;

    private const int UsuallyListed = 100;

    public string? Problem => Limit is < 1 or > MostListed ? $"limit is 1 to {MostListed}."
        : Priority is < 1 or > 3 ? "priority is 1, 2 or 3."
        : From > To ? "from is later than to."
        : null;

    /// <param name="nameOf">The patient's name, while the stay goes on.</param>
    public AlarmList Apply(AlarmHistory history)
    {
        var most = Limit ?? UsuallyListed;
        var found = new List<AlarmSummary>(most);
        var more = false;
        foreach (var entry in history.Newest())
        {
            var alarm = entry.Summary(whose: null);
            more = Matches(alarm) && found.Count == most;
            if (more || alarm.Detected < From)
            {
                break;
            }

            if (Matches(alarm))
            {
                found.Add(alarm);
            }
        }

        return new AlarmList(found, more);
    }

    private bool Matches(AlarmSummary alarm) =>
        (Bed is null || alarm.Bed == Bed)
        && (Patient is null || alarm.Patient == Patient)
        && (Priority is null || alarm.Priority == Priority)
        && (Kind is null || alarm.Kind == Kind)
        && (To is not { } to || alarm.Detected < to);
}
