using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansCare.Contracts.Patients;
using OrleansCare.Contracts.Station;
using OrleansCare.Edge.Tests.Hosting;

namespace OrleansCare.Edge.Tests.Station;

public sealed class PaediatricTests
{
    [Fact]
    public async Task What_was_seen_of_a_child_comes_over_http_stands_at_the_bed_and_in_the_audit_trail_and_survives_a_restart()
    {
        await using var edge = await EdgeNode.StartAsync();
        var child = await AdmitAsync(edge, "PICU-01", DateOnly.FromDateTime(DateTime.UtcNow).AddYears(-6));

        Assert.Equal(HttpStatusCode.NoContent, await EnterAsync(edge, child, new PaediatricRequest("slow", "mild", "high", "Nurse Joy")));
        await edge.RestartAsync();

        using var station = await edge.WatchAsync();
        var bed = (await station.WaitForAsync("the bed", frame => frame.Bed is not null)).Bed;
        Assert.True(bed is { Child: true, AgeKnown: true, AgeYears: 6 });
        Assert.Equal(("slow", "mild", "high", "oxygen", "Nurse Joy"), (bed.Entries.CapillaryRefill, bed.Entries.RespiratoryEffort, bed.Entries.OxygenTherapy, bed.Entries.Oxygen, bed.Entries.PaediatricBy));
        Assert.NotEqual(0, bed.Entries.PaediatricAtUs);
        var audit = Assert.Single((await edge.Client.GetFromJsonAsync<JsonElement[]>(new Uri(edge.Http, "/api/audit?action=PaediatricEntered")))!);
        Assert.Equal(("Nurse Joy", child), (audit.GetProperty("by").GetString(), audit.GetProperty("patient").GetString()));
    }

    [Theory]
    [InlineData("none", "mild", "high", "Nurse Joy", HttpStatusCode.Conflict)]
    [InlineData("slow", "Mild", "high", "Nurse Joy", HttpStatusCode.Conflict)]
    [InlineData("0", "mild", "high", "Nurse Joy", HttpStatusCode.Conflict)]
    [InlineData("slow", "mild", "3 L", "Nurse Joy", HttpStatusCode.Conflict)]
    [InlineData("slow", "mild", null, "Nurse Joy", HttpStatusCode.BadRequest)]
    [InlineData("slow", "mild", "high", " ", HttpStatusCode.BadRequest)]
    public async Task Words_that_the_chart_does_not_have_and_nobody_are_refused(string refill, string effort, string? therapy, string by, HttpStatusCode answer)
    {
        await using var edge = await EdgeNode.StartAsync();
        var child = await AdmitAsync(edge, "PICU-01", DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-3));

        Assert.Equal(answer, await EnterAsync(edge, child, new PaediatricRequest(refill, effort, therapy!, by)));
    }

    [Fact]
    public async Task An_adult_has_no_such_entry_and_a_stay_that_is_not_there_is_said_to_be_so()
    {
        await using var edge = await EdgeNode.StartAsync();
        var adult = await edge.AdmitAsync("ICU-01", "mon-1");

        Assert.Equal(HttpStatusCode.Conflict, await EnterAsync(edge, adult, new PaediatricRequest("slow", "mild", "high", "Nurse Joy")));
        Assert.Equal(HttpStatusCode.Conflict, await EnterAsync(edge, "nobody", new PaediatricRequest("slow", "mild", "high", "Nurse Joy")));
    }

    private static async Task<string> AdmitAsync(EdgeNode edge, string bed, DateOnly born)
    {
        var response = await edge.Client.PostAsJsonAsync(new Uri(edge.Http, "/api/admissions"), new AdmissionRequest(bed, "Ben Example", "MRN-" + bed, born, null, null, [], By: "Admissions"));
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<AdmissionResponse>())!.Patient;
    }

    private static async Task<HttpStatusCode> EnterAsync(EdgeNode edge, string patient, PaediatricRequest request)
    {
        using var answer = await edge.Client.PostAsJsonAsync(new Uri(edge.Http, $"/api/stays/{patient}/paediatric"), request);
        return answer.StatusCode;
    }
}
