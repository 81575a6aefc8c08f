using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using OrleansCare.Edge.Station;

namespace OrleansCare.Edge.Patients;

/// <summary>
/// Whose stay it is or was, for whoever looks back: from the stations' picture while the stay goes on, then from the stay's own record, without waking it.
/// Identified: stays on the edge.
/// </summary>
internal sealed class StayNames(StationHub hub, [FromKeyedServices(EdgeStorage.Name)] IGrainStorage storage)
{
    /// <returns>Null: nothing is known of such a stay.</returns>
    public async ValueTask<StayName?> OfAsync(string patient)
    {
        if (hub.NameOf(patient) is { } name)
        {
            return new StayName(name, HasEnded: false);
        }

        var record = new GrainState<PatientRecord>();
        await storage.ReadStateAsync(PatientRecord.StateName, GrainId.Create(PatientRecord.GrainTypeName, patient), record);
        return record is { RecordExists: true, State.Admission: { } admission } ? new StayName(admission.Name, record.State.Discharged) : null;
    }
}

internal sealed record StayName(string Name, bool HasEnded);
