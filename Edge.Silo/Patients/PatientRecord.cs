using Orleans;
using OrleansCare.Contracts.Patients;

namespace OrleansCare.Edge.Patients;

/// <summary>Who lies in the bed, and the two secrets under which the cloud knows the stay. Identified: stays on the edge.</summary>
[GenerateSerializer]
[Alias("care.edge.PatientRecord")]
internal sealed class PatientRecord
{
    public const string GrainTypeName = "patient";
    public const string StateName = "patient";

    [Id(0)]
    public Admission? Admission { get; set; }

    /// <summary>The subject in the cloud: random.</summary>
    [Id(1)]
    public string Pseudonym { get; set; } = "";

    /// <summary>Added to every time that leaves: random.</summary>
    [Id(2)]
    public TimeSpan Shift { get; set; }

    [Id(3)]
    public bool Discharged { get; set; }
}
