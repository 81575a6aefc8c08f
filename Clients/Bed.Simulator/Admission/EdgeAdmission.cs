using System.Net.Http.Json;
using System.Text.Json;
using OrleansCare.BedSimulator.Identity;
using OrleansCare.Contracts.Patients;

namespace OrleansCare.BedSimulator.Admission;

/// <summary>Puts the simulated patients into their beds: POST /api/admissions at the edge.</summary>
public static class EdgeAdmission
{
    /// <returns>The stay's opaque key.</returns>
    /// <exception cref="HttpRequestException">The edge cannot be reached or refuses; the message has its answer.</exception>
    public static async Task<string> AdmitAsync(HttpClient edge, BedIdentity bed, CancellationToken cancellationToken)
    {
        using var answer = await edge.PostAsJsonAsync("api/admissions", bed.ToAdmission(), JsonSerializerOptions.Web, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            throw new HttpRequestException($"The edge refused an admission: {(int)answer.StatusCode} {text}", null, answer.StatusCode);
        }

        var admitted = await answer.Content.ReadFromJsonAsync<AdmissionResponse>(JsonSerializerOptions.Web, cancellationToken);
        return admitted?.Patient ?? throw new HttpRequestException("The edge answered an admission without a patient key.");
    }
}
