using System.Text.Json;

namespace OrleansCare.Scenario.Tests.Demo;

internal static class Summary
{
    public static long Number(this JsonElement summary, string name) => summary.GetProperty(name).GetInt64();

    /// <summary>What devices sent is what the edge took, and what the edge put out is what the cloud has; each once.</summary>
    public static void RequireNothingLost(this JsonElement summary)
    {
        Assert.True(summary.Number("samplesSent") > 0);
        Assert.Equal(summary.Number("samplesSent"), summary.Number("samplesAccepted"));
        Assert.Equal(summary.Number("packetsSent"), summary.Number("packetsAcknowledged"));
        Assert.Equal(summary.Number("observationsPutInOutbox"), summary.Number("observationsInCloud"));
        Assert.Equal(0, summary.Number("missing"));
        Assert.Equal(0, summary.Number("duplicates"));
        Assert.Equal(0, summary.Number("outboxDepth"));
    }
}
