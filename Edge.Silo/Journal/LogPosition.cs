namespace OrleansCare.Edge.Journal;

/// <summary>
/// Number of a record in its log: 1, 2, 3, ... without a gap, growing over all segments and restarts, never given twice once durable.
/// <see cref="None"/> (0) stands before the first record.
/// </summary>
public readonly record struct LogPosition(long Value) : IComparable<LogPosition>
{
    public static readonly LogPosition None;

    public LogPosition Next => new(Value + 1);

    public int CompareTo(LogPosition other) => Value.CompareTo(other.Value);

    public static bool operator <(LogPosition left, LogPosition right) => left.Value < right.Value;

    public static bool operator >(LogPosition left, LogPosition right) => left.Value > right.Value;

    public static bool operator <=(LogPosition left, LogPosition right) => left.Value <= right.Value;

    public static bool operator >=(LogPosition left, LogPosition right) => left.Value >= right.Value;

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
