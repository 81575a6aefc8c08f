using OrleansCare.Clinical.Records;

namespace OrleansCare.Clinical.Scores;

/// <summary>A score in a snapshot: its points say the rest.</summary>
internal static class ScoreRecord
{
    public static News2Score? Visit<T>(ref T fields, News2Score? score)
        where T : IRecordFields, allows ref struct
    {
        var present = score is not null;
        fields.Visit(ref present);
        if (!present)
        {
            return null;
        }

        var (atLeast, band, scale, reason) = (score?.AtLeast ?? 0, score?.Band ?? default, score?.Scale ?? Spo2Scale.Scale1, score?.NotApplicable ?? "");
        fields.Visit(ref atLeast);
        fields.VisitEnum(ref band);
        fields.VisitEnum(ref scale);
        fields.Visit(ref reason);
        var points = new int?[News2.ParameterCount];
        for (var i = 0; i < points.Length; i++)
        {
            var number = score?.Points[i] ?? -1;
            fields.Visit(ref number);
            points[i] = number < 0 ? null : number;
        }

        fields.VisitEnd();
        var missing = new List<News2Parameter>();
        for (var i = 0; reason.Length == 0 && i < points.Length; i++)
        {
            if (points[i] is null)
            {
                missing.Add((News2Parameter)i);
            }
        }

        return new News2Score(atLeast, band, points, missing, scale, reason.Length == 0 ? null : reason);
    }
}
