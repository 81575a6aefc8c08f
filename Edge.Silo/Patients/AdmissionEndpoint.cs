using Orleans;
using OrleansCare.Contracts.Devices;
using OrleansCare.Contracts.Patients;
using OrleansCare.Edge.Association;

namespace OrleansCare.Edge.Patients;

/// <summary>POST /api/admissions: a patient in a bed, with devices. POST /api/stays/{patient}/transfer moves it, /discharge ends it,
/// /paediatric says what an observer saw of a child.</summary>
internal static class AdmissionEndpoint
{
    private static readonly CommandOutcome NoSuchStay = CommandOutcome.Refused("There is no such stay.");

    public static void MapAdmissions(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/api/admissions", Admit);
        endpoints.MapPost("/api/stays/{patient}/transfer", Transfer);
        endpoints.MapPost("/api/stays/{patient}/paediatric", EnterPaediatric);
        endpoints.MapPost("/api/stays/{patient}/discharge", Discharge);
    }

    private static async Task<IResult> Admit(AdmissionRequest request, IGrainFactory grains)
    {
        if (Problem(request) is { } problem)
        {
            return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        }

        var admission = new Admission(request.Bed, request.Name, request.Mrn, request.BirthDate, request.Pregnant, request.Paced, request.Ward, request.Category);
        var outcome = await grains.GetGrain<IWardGrain>("ward").Admit(admission, request.By);
        if (outcome.Patient is not { } patient || outcome.Error is not null)
        {
            return Results.Problem(outcome.Error, statusCode: StatusCodes.Status409Conflict);
        }

        var association = grains.GetGrain<IAssociationGrain>("association");
        var registry = grains.GetGrain<IDeviceRegistryGrain>("devices");
        foreach (var enrolment in request.Devices)
        {
            var device = await registry.Enrol(enrolment.Serial, enrolment.User, enrolment.Password);
            await registry.Trust(enrolment.Serial, enrolment.Certificate);
            await association.Place(device, request.Bed);
        }

        await association.Occupy(request.Bed, patient, "admission");

        return Results.Ok(new AdmissionResponse(patient));
    }

    private static async Task<IResult> Transfer(string patient, TransferRequest request, IGrainFactory grains, BedChanges beds)
    {
        if (string.IsNullOrWhiteSpace(request.Bed) || string.IsNullOrWhiteSpace(request.By))
        {
            return Results.Problem("A transfer names bed and by.", statusCode: StatusCodes.Status400BadRequest);
        }

        var outcome = await grains.GetGrain<IWardGrain>("ward").FindStay(patient) is { } stay
            ? await beds.MoveAsync(stay, request.Bed, request.Ward ?? "", request.By, "transfer")
            : NoSuchStay;
        return outcome.Accepted ? Results.NoContent() : Results.Problem(outcome.Error, statusCode: StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> Discharge(string patient, DischargeRequest request, IGrainFactory grains, BedChanges beds)
    {
        if (string.IsNullOrWhiteSpace(request.By))
        {
            return Results.Problem("A discharge names by.", statusCode: StatusCodes.Status400BadRequest);
        }

        var outcome = await grains.GetGrain<IWardGrain>("ward").FindStay(patient) is { } stay ? await beds.EndAsync(stay, request.By, "discharge") : NoSuchStay;
        return outcome.Accepted ? Results.NoContent() : Results.Problem(outcome.Error, statusCode: StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> EnterPaediatric(string patient, PaediatricRequest request, IGrainFactory grains)
    {
        if (request.CapillaryRefill is null || request.RespiratoryEffort is null || request.OxygenTherapy is null || string.IsNullOrWhiteSpace(request.By))
        {
            return Results.Problem("An observation names capillaryRefill, respiratoryEffort, oxygenTherapy and by.", statusCode: StatusCodes.Status400BadRequest);
        }

        var stays = await grains.GetGrain<IWardGrain>("ward").GetPatients();
        var outcome = stays.Contains(patient)
            ? await grains.GetGrain<IPatientGrain>(patient).EnterPaediatric(request.CapillaryRefill, request.RespiratoryEffort, request.OxygenTherapy, request.By)
            : CommandOutcome.Refused("There is no such stay.");
        return outcome.Accepted ? Results.NoContent() : Results.Problem(outcome.Error, statusCode: StatusCodes.Status409Conflict);
    }

    private static string? Problem(AdmissionRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Bed) || string.IsNullOrWhiteSpace(request.Mrn) || string.IsNullOrWhiteSpace(request.By) || request.Name is null || request.Devices is null)
        {
            return "An admission names bed, name, mrn, devices and by.";
        }

        if (request.Ward is null || !StaffEntryCodes.TryCategory(request.Category, out _))
        {
            return "A ward is a text; a category is adult, paediatric, neonatal or empty.";
        }

        return request.Devices.Any(d => string.IsNullOrEmpty(d.Serial) || d.Serial.IndexOfAny(['/', '+', '#']) >= 0 || d.User is null || d.Password is null)
            ? "A device names serial (without / + #), user and password."
            : null;
    }
}
