using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OrleansCare.Edge.Tests.Hosting;
using OrleansCare.Edge.Tests.Journal;

namespace OrleansCare.Edge.Tests.Devices;

/// <summary>Observations posted by devices and gateways.</summary>
public class FhirIntakeTests
{
    [Fact]
    public async Task An_observation_enters_once_and_each_refused_element_is_named()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");

        var (created, _) = await PostAsync(node, "Observation", HeartRate(72));
        var (repeated, _) = await PostAsync(node, "Observation", HeartRate(72));
        var (partly, outcome) = await PostAsync(node, "Observation", Pressure(120, 900));
        var (refused, all) = await PostAsync(node, "Observation", HeartRate(900));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity), (created, repeated, partly, refused));
        Assert.Contains("Observation.component[1]", outcome);
        Assert.Contains("Implausible", outcome);
        Assert.Contains("Observation.value", all);
        Assert.Equal((2, 0), await node.StatusAsync() is var status ? (status.PacketsAccepted, status.PacketsMissing) : default);
    }

    [Theory]
    [InlineData("not json", HttpStatusCode.BadRequest)]
    [InlineData("""{"resourceType":"Observation","colour":"red"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"resourceType":"Patient"}""", HttpStatusCode.BadRequest)]
    public async Task What_is_no_observation_is_refused_with_an_outcome(string body, HttpStatusCode expected)
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");

        var (status, outcome) = await PostAsync(node, "Observation", body);

        Assert.Equal(expected, status);
        Assert.Contains("OperationOutcome", outcome);
    }

    [Fact]
    public async Task Only_a_device_with_its_own_password_may_post()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");

        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(node, "Observation", HeartRate(72), password: "wrong")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(node, "Observation", HeartRate(72), password: null)).Status);
    }

    [Fact]
    public async Task What_cannot_be_stored_is_answered_with_503_and_when_to_try_again_and_the_repeat_enters_once()
    {
        var disk = new SimulatedDisk();
        await using var node = await EdgeNode.StartAsync(disk);
        await node.AdmitAsync("ICU-1", "monitor-1");

        disk.Room = 0;
        foreach (var body in new[] { HeartRate(72), HeartRate(900), "not json" })
        {
            using var refused = await SendAsync(node, "Observation", body);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, 5), (refused.StatusCode, refused.Headers.RetryAfter?.Delta?.TotalSeconds));
            Assert.Contains("\"code\":\"no-store\"", await refused.Content.ReadAsStringAsync());
        }

        disk.Room = long.MaxValue;
        await Repeat.UntilAsync(
            "The observation",
            () => PostAsync(node, "Observation", HeartRate(72)),
            answer => answer.Status is HttpStatusCode.OK or HttpStatusCode.Created);

        Assert.Equal((1, 0), await node.StatusAsync() is var counted ? (counted.PacketsAccepted, counted.PacketsMissing) : default);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_answered_with_413_and_an_outcome()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");

        var (status, outcome) = await PostAsync(node, "Observation", HeartRate(72) + new string(' ', 1 << 20));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("\"code\":\"too-long\"", outcome);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(node, "Observation", HeartRate(72))).Status);
    }

    [Theory]
    [InlineData("batch", HttpStatusCode.OK, 1)]
    [InlineData("transaction", HttpStatusCode.UnprocessableEntity, 0)]
    public async Task A_batch_takes_what_is_good_and_a_transaction_takes_all_or_nothing(string type, HttpStatusCode expected, int accepted)
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");
        var bundle = $$$"""
            {"resourceType":"Bundle","type":"{{{type}}}","entry":[
            {"resource":{{{HeartRate(72)}}},"request":{"method":"POST","url":"Observation"}},
            {"resource":{{{HeartRate(900)}}},"request":{"method":"POST","url":"Observation"}}]}
            """;

        var (status, answer) = await PostAsync(node, "", bundle);

        Assert.Equal(expected, status);
        Assert.Contains("Implausible", answer);
        Assert.Equal(accepted, (await node.StatusAsync()).PacketsAccepted);
    }

    [Theory]
    [InlineData("urn:uuid:0f0e0d0c-0b0a-4908-8706-050403020100", "urn:uuid:0f0e0d0c-0b0a-4908-8706-050403020100", "urn:uuid:7f0e0d0c-0b0a-4908-8706-050403020107")]
    [InlineData("http://gateway.example/fhir/Device/d1", "Device/d1", "http://gateway.example/fhir/Observation/7")]
    [InlineData("http://gateway.example/fhir/Device/d1", "http://gateway.example/fhir/Device/d1", "urn:uuid:7f0e0d0c-0b0a-4908-8706-050403020107")]
    [InlineData("urn:uuid:8f0e0d0c-0b0a-4908-8706-050403020108", "Device/d1", "urn:uuid:7f0e0d0c-0b0a-4908-8706-050403020107")]
    public async Task A_device_of_the_same_bundle_is_found_by_its_full_url_and_known_by_serial_number_or_identifier(string deviceUrl, string reference, string observationUrl)
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");

        foreach (var (known, rate) in new[] { ("\"serialNumber\":\"monitor-1\"", 72), ("\"identifier\":[{\"value\":\"asset 7\"},{\"value\":\"monitor-1\"}]", 73) })
        {
            var (status, answer) = await PostAsync(node, "", Bundle("transaction", deviceUrl, known, observationUrl, HeartRate(rate, reference)));
            Assert.True(status == HttpStatusCode.OK, answer);
            Assert.Contains("\"status\":\"201\"", answer);
            Assert.Contains("not stored", answer);
        }

        Assert.Equal(2, (await node.StatusAsync()).PacketsAccepted);
    }

    [Theory]
    [InlineData("batch", HttpStatusCode.OK)]
    [InlineData("transaction", HttpStatusCode.UnprocessableEntity)]
    public async Task A_reference_that_resolves_to_nothing_is_refused_by_name_and_place_and_kept(string type, HttpStatusCode expected)
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");

        var (status, answer) = await PostAsync(node, "", Bundle(type, "http://gateway.example/fhir/Device/d1", "\"serialNumber\":\"monitor-1\"", "http://other.example/fhir/Observation/7", HeartRate(72, "Device/d1")));
        var (alone, outcome) = await PostAsync(node, "Observation", HeartRate(72, "Device/d1"));

        Assert.Equal((expected, HttpStatusCode.UnprocessableEntity), (status, alone));
        Assert.Contains("UnknownDevice", answer);
        Assert.Contains("Bundle.entry[1].resource.device.reference", answer);
        Assert.Contains("\"Observation.device.reference\"", outcome);
        Assert.Contains("\"code\":\"not-found\"", outcome);
        Assert.Equal(["UnknownDevice", "UnknownDevice"], (await node.QuarantineAsync()).Select(entry => entry.Rejects[0].Reason));
        Assert.Equal(0, (await node.StatusAsync()).PacketsAccepted);
    }

    private static string Bundle(string type, string deviceUrl, string device, string observationUrl, string observation) => $$$"""
        {"resourceType":"Bundle","type":"{{{type}}}","entry":[
        {"fullUrl":"{{{deviceUrl}}}","resource":{"resourceType":"Device","id":"d1",{{{device}}}},"request":{"method":"POST","url":"Device"}},
        {"fullUrl":"{{{observationUrl}}}","resource":{{{observation}}},"request":{"method":"POST","url":"Observation"}}]}
        """;

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(EdgeNode node, string path, string body, string? password = "secret")
    {
        using var response = await SendAsync(node, path, body, password);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static async Task<HttpResponseMessage> SendAsync(EdgeNode node, string path, string body, string? password = "secret")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(node.Http, "/fhir" + (path.Length > 0 ? "/" + path : "")));
        request.Content = new StringContent(body, Encoding.UTF8, "application/fhir+json");
        if (password is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + password)));
        }

        return await node.Client.SendAsync(request);
    }

    private static string HeartRate(double value) => Observation($$$"""
        "code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}]},"valueQuantity":{"value":{{{value}}},"system":"http://unitsofmeasure.org","code":"/min"}
        """);

    private static string HeartRate(double value, string device) => HeartRate(value).Replace("""{"identifier":{"value":"monitor-1"}}""", $$$"""{"reference":"{{{device}}}"}""", StringComparison.Ordinal);

    private static string Pressure(double systolic, double diastolic) => Observation($$$"""
        "code":{"coding":[{"system":"http://loinc.org","code":"85354-9"}]},"component":[
        {"code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},"valueQuantity":{"value":{{{systolic}}},"system":"http://unitsofmeasure.org","code":"mm[Hg]"}},
        {"code":{"coding":[{"system":"http://loinc.org","code":"8462-4"}]},"valueQuantity":{"value":{{{diastolic}}},"system":"http://unitsofmeasure.org","code":"mm[Hg]"}}]
        """);

    private static string Observation(string content) =>
        $$$"""{"resourceType":"Observation","status":"final","effectiveDateTime":"2026-03-01T13:00:00+01:00","device":{"identifier":{"value":"monitor-1"}},{{{content}}}}""";
}
