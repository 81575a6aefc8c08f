using System.Net;
using System.Net.Http.Json;
using OrleansCare.Contracts.Patients;
using OrleansCare.Edge.Tests.Hosting;

namespace OrleansCare.Edge.Tests.Association;

/// <summary>Who lies where, entered by hand.</summary>
public sealed class AdmissionTests
{
    [Fact]
    public async Task A_bed_has_one_patient_and_a_patient_one_bed()
    {
        await using var edge = await EdgeNode.StartAsync();
        var patient = await AdmitAsync(edge, "ICU-01", "MRN-1");

        using var inTheSameBed = await PostAsync(edge, "ICU-01", "MRN-2");
        using var inAnotherBed = await PostAsync(edge, "ICU-02", "MRN-1");

        Assert.Equal(HttpStatusCode.Conflict, inTheSameBed.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, inAnotherBed.StatusCode);
        Assert.Contains("transfer", await inAnotherBed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(patient, await AdmitAsync(edge, "ICU-01", "MRN-1"));
        Assert.NotEqual(patient, await AdmitAsync(edge, "ICU-02", "MRN-2"));
    }

    private static async Task<string> AdmitAsync(EdgeNode edge, string bed, string mrn)
    {
        using var response = await PostAsync(edge, bed, mrn);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<AdmissionResponse>())!.Patient;
    }

    private static Task<HttpResponseMessage> PostAsync(EdgeNode edge, string bed, string mrn) => edge.Client.PostAsJsonAsync(
        new Uri(edge.Http, "/api/admissions"), new AdmissionRequest(bed, "Ada Example", mrn, null, null, null, [], By: "Admissions"));
}
