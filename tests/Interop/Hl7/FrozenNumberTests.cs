using System.Text.Json;
using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Hl7.Receipts;

namespace OrleansCare.Interop.Tests.Hl7;

/// <summary>Reasons stand in receipts, replies and quarantine: their names and numbers may grow, never change.</summary>
public class FrozenNumberTests
{
    [Theory]
    [InlineData(typeof(RejectReason))]
    [InlineData(typeof(IgnoreReason))]
    [InlineData(typeof(Notice))]
    public void A_reason_keeps_its_name_and_number(Type reasons)
    {
        var path = Path.Combine(Golden.Repository(), "tests", "golden", "interop", $"frozen-{reasons.Name}.json");
        var frozen = JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(path))!;

        Assert.NotEmpty(frozen);
        Assert.All(frozen, reason => Assert.Equal(reason.Value, Convert.ToInt32(Enum.Parse(reasons, reason.Key), null)));
    }
}
