using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Scores;

/// <summary>Scores and their trends in a snapshot.</summary>
internal static class NamedScoreRecord
{
    private const int MostParameters = 16;

    public static void Visit<T>(ref T fields, ScoreName name, ref NamedScore? score)
        where T : IRecordFields, allows ref struct
    {
        var present = score is not null;
        fields.Visit(ref present);
        if (!present)
        {
            return;
        }

        var (atLeast, band, reason) = (score?.AtLeast ?? 0, score?.Band ?? default, score?.NotApplicable ?? "");
        fields.Visit(ref atLeast);
        fields.VisitEnum(ref band);
        fields.Visit(ref reason);
        var missing = Visit(ref fields, score?.Missing ?? []);
        var stale = Visit(ref fields, score?.Stale ?? []);
        fields.VisitEnd();
        score = new NamedScore(name, atLeast, band, missing, stale, reason.Length == 0 ? null : reason);
    }

    public static void Visit<T>(ref T fields, List<ScorePoint> trend, int most)
        where T : IRecordFields, allows ref struct
    {
        var count = fields.VisitCount(trend.Count, most);
        for (var i = 0; i < count; i++)
        {
            var (at, total) = fields.IsReading ? (default(SiloTime), 0.0) : (trend[i].At, trend[i].Total);
            fields.Visit(ref at);
            fields.Visit(ref total);
            if (fields.IsReading)
            {
                trend.Add(new ScorePoint(at, total));
            }
        }
    }

    private static List<ScoreParameter> Visit<T>(ref T fields, IReadOnlyList<ScoreParameter> parameters)
        where T : IRecordFields, allows ref struct
    {
        var count = fields.VisitCount(parameters.Count, MostParameters);
        var visited = new List<ScoreParameter>(count);
        for (var i = 0; i < count; i++)
        {
            var parameter = fields.IsReading ? default : parameters[i];
            fields.VisitEnum(ref parameter);
            visited.Add(parameter);
        }

        return visited;
    }
}
