using OrleansCare.Clinical.Alarms;
using OrleansCare.Edge.Station;
using OrleansCare.TestKit;

namespace OrleansCare.Edge.Tests.Station;

public class StationKindsTests
{
    public static TheoryData<AlarmKind> Kinds => new(Enum.GetValues<AlarmKind>());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_alarm_kind_has_words_and_can_be_looked_for_in_the_history(AlarmKind kind)
    {
        var pages = File.ReadAllText(Repository.PathOf("Clients", "Web", "station", "src", "picture", "kinds.ts"));

        Assert.NotEqual(kind.ToString(), AlarmText.Of(kind));
        Assert.Contains($"'{kind}'", pages, StringComparison.Ordinal);
    }
}
