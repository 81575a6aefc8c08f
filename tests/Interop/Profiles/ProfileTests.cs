using System.Text;
using System.Text.Json.Nodes;
using OrleansCare.Interop.Profiles;
using OrleansCare.Interop.Tests.Hl7;
using OrleansCare.TestKit;

namespace OrleansCare.Interop.Tests.Profiles;

public class ProfileTests
{
    [Theory]
    [InlineData("philips-intellivue", Evidence.Sample)]
    [InlineData("philips-mdil", Evidence.VendorDocument)]
    [InlineData("ge-carescape", Evidence.Sample)]
    [InlineData("draeger-infinity", Evidence.Assumed)]
    [InlineData("mindray", Evidence.Assumed)]
    [InlineData("puritan-bennett", Evidence.Assumed)]
    [InlineData("baxter-pump", Evidence.Assumed)]
    [InlineData("bbraun-pump", Evidence.Assumed)]
    [InlineData("masimo", Evidence.Assumed)]
    [InlineData("generic-pcd01", Evidence.VendorDocument)]
    [InlineData("wearable-ecg-patch", Evidence.Assumed)]
    public void Every_shipped_profile_loads_says_its_evidence_and_is_called_like_its_file(string name, Evidence evidence)
    {
        var profile = Interpreting.Loader.LoadFile(Repository.PathOf("Edge.Silo", "Devices", "Profiles", name + ".json"));

        Assert.Equal((name, evidence), (profile.Name, profile.Evidence));
        Assert.NotEmpty(profile.Source);
        Assert.Equal(evidence == Evidence.Assumed, Interpreting.Shipped.IsObserveOnly(profile));
    }

    [Fact]
    public void An_assumed_profile_counts_once_its_very_content_is_confirmed()
    {
        var profile = Interpreting.Shipped.Find("masimo")!;
        var catalog = new ProfileCatalog([profile], new HashSet<string> { profile.Fingerprint });

        Assert.False(catalog.IsObserveOnly(profile));
        Assert.True(catalog.IsObserveOnly(profile with { Fingerprint = "changed" }));
    }

    [Theory]
    [InlineData("evidence", "\"guess\"", "/evidence")]
    [InlineData("name", "\"Bad Name\"", "/name")]
    [InlineData("speed", "1", "/speed")]
    [InlineData("timeZone", "\"Mars/Base\"", "Mars/Base")]
    [InlineData("codes", "[{\"code\":\"1\",\"mdc\":1}]", "MDC 1")]
    [InlineData("codes", "[{\"code\":\"1\",\"mdc\":147842},{\"code\":\"1\",\"mdc\":150456}]", "twice")]
    [InlineData("units", "{\"bpm\":\"beats\"}", "'beats'")]
    [InlineData("waves", "[{\"mdc\":131330,\"sampleRate\":9000}]", "/waves/0/sampleRate")]
    [InlineData("waves", "[{\"mdc\":147842}]", "MDC 147842")]
    [InlineData("recognise", "[{}]", "/recognise/0")]
    [InlineData("alarms", "[{\"code\":\"1\"}]", "/alarms/0")]
    [InlineData("alarms", "[{\"code\":\"1\",\"event\":147842}]", "/alarms/0/event")]
    [InlineData("alarms", "[{\"code\":\"1\",\"event\":196648,\"source\":7}]", "MDC 7")]
    [InlineData("alarms", "[{\"code\":\"*\",\"event\":196648}]", "needs one")]
    [InlineData("alarms", "[{\"code\":\"1\",\"event\":196648},{\"code\":\"1\",\"event\":196670}]", "twice")]
    [InlineData("quirks", "{\"decimalComma\":\"yes\"}", "/quirks/decimalComma")]
    public void A_wrong_profile_is_refused_with_the_place_and_the_reason(string member, string value, string expected)
    {
        var profile = (JsonObject)JsonNode.Parse("""{"name":"x","title":"X","evidence":"assumed","source":"a test","recognise":[]}""")!;
        profile[member] = JsonNode.Parse(value);
        var refused = Assert.Throws<InvalidProfileException>(() => Interpreting.Loader.Load("x.json", Encoding.UTF8.GetBytes(profile.ToJsonString())));

        Assert.Contains(expected, refused.Message);
        Assert.StartsWith("x.json: ", refused.Message);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    public void What_is_no_profile_at_all_is_refused(string json) =>
        Assert.Throws<InvalidProfileException>(() => Interpreting.Loader.Load("x.json", Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("VSP^1^EUI-64", "GE Healthcare", "PCD_DEC_001", "", "ge-carescape")]
    [InlineData("GW", "H", "IHE_PCD_001", "7f-IntelliVue MX500 - 866064", "philips-intellivue")]
    [InlineData("GW", "H", "IHE_PCD_001", "Masimo Root", "masimo")]
    [InlineData("GW", "H", "IHE_PCD_001", "unknown", "generic-pcd01")]
    [InlineData("GW", "H", "", "", "generic-hl7")]
    public void A_device_is_recognised_by_what_its_message_says(string application, string facility, string messageProfile, string equipment, string expected) =>
        Assert.Equal(expected, Interpreting.Shipped.Recognise(new DeviceFacts(application, facility, messageProfile, equipment)).Name);

    [Fact]
    public void A_device_on_MQTT_is_recognised_by_its_topic() =>
        Assert.Equal("wearable-ecg-patch", Interpreting.Shipped.Recognise(new DeviceFacts(Topic: "care/v1/patch-17/json")).Name);
}
