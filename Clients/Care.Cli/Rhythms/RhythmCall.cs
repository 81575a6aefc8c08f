using OrleansCare.Clinical.Alarms;

namespace OrleansCare.Cli.Rhythms;

/// <summary>A rhythm alarm of a recording; seconds from its beginning. One that went on is over at the recording's end.</summary>
/// <param name="IsDemoted">It never had its own priority: a signal contradicted it all the time.</param>
internal readonly record struct RhythmCall(AlarmKind Kind, double Onset, double Detected, double End, bool IsDemoted);

/// <summary>What annotators marked.</summary>
internal readonly record struct Episode(double Start, double End);
