using OrleansCare.Interop.Deidentification;

namespace OrleansCare.Interop.Tests.Deidentification;

public sealed class PolicyLoaderTests
{
    [Fact]
    public void The_policy_names_its_basis_honestly()
    {
        var policy = PolicyLoader.LoadObservationV1();

        Assert.Equal(("observation", 1, "expert-determination"), (policy.Name, policy.Version, policy.Basis));
    }

    [Theory]
    [InlineData("\"id\": {\"oneOf\":\"s\"}", "may never pass")]
    [InlineData("\"subject.display\": {\"oneOf\":\"s\"}", "may never pass")]
    [InlineData("\"component[].extension[].valueString\": {\"oneOf\":\"s\"}", "may never pass")]
    [InlineData("\"status.x\": {\"oneOf\":\"s\"}", "listed as a value")]
    [InlineData("\"status\": {\"oneOf\":\"s\"}", "listed twice")]
    [InlineData("\"a\": {\"oneOf\":\"none\"}", "missing or empty")]
    [InlineData("\"a\": {\"keep\":\"all\"}", "is no rule")]
    [InlineData("\"a\": {\"oneOf\":\"s\",\"number\":[0,1]}", "exactly one rule")]
    [InlineData("\"a\": {\"number\":[1,0]}", "is no rule")]
    [InlineData("\"a..b\": {\"oneOf\":\"s\"}", "no element path")]
    [InlineData("\"*\": {\"oneOf\":\"s\"}", "no element path")]
    [InlineData("\"code[].x\": {\"oneOf\":\"s\"}, \"code.y\": {\"oneOf\":\"s\"}", "both as a list and not")]
    public void A_policy_that_is_unclear_or_unsafe_is_refused(string element, string because)
    {
        var refused = Assert.Throws<InvalidPolicyException>(() => PolicyLoader.Load(Policy(element)));

        Assert.Contains(because, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_need_the_basis_of_expert_determination()
    {
        var safeHarbor = Policy("\"issued\": {\"time\":\"shift\"}").Replace("expert-determination", "safe-harbor", StringComparison.Ordinal);

        Assert.Throws<InvalidPolicyException>(() => PolicyLoader.Load(safeHarbor));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"name":"x","version":0,"basis":"b","resources":{}}""")]
    [InlineData("""{"name":"x","version":1,"basis":"b","resources":{}}""")]
    [InlineData("""{"name":"x","version":1,"basis":"b","resources":{"Observation":{"elements":{},"required":["status"]}}}""")]
    public void What_is_no_policy_is_refused(string text)
    {
        Assert.Throws<InvalidPolicyException>(() => PolicyLoader.Load(text));
    }

    private static string Policy(string element) =>
        """{"name":"x","version":1,"basis":"expert-determination","sets":{"s":["final"]},"resources":{"Observation":{"required":[],"elements":{"status":{"oneOf":"s"},ELEMENT}}}}"""
            .Replace("ELEMENT", element, StringComparison.Ordinal);
}
