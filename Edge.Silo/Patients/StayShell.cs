using OrleansCare.Clinical.Monitoring;
using OrleansCare.Edge.Alarms;
using OrleansCare.Edge.Alarms.Audit;
using OrleansCare.Edge.Devices.Hl7.Reporting;
using OrleansCare.Edge.Inference;
using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Station;
using OrleansCare.Edge.Uplink;

namespace OrleansCare.Edge.Patients;

/// <summary>What a stay's effects reach on this node; shared by all patients.</summary>
internal sealed class StayShell(
    InputsLog inputs, StationHub stations, BeatClassifier classifier, ObservationExport export, SnapshotWriter snapshots, EscalationPolicies escalation,
    StayRecords records, AuditLog audit, AlarmReporter reporter, EscalationReport calls, TimeProvider time)
{
    public InputsLog Inputs => inputs;

    public StationHub Stations => stations;

    public BeatClassifier Classifier => classifier;

    public ObservationExport Export => export;

    public SnapshotWriter Snapshots => snapshots;

    public EscalationPolicies Escalation => escalation;

    public StayRecords Records => records;

    public AuditLog Audit => audit;

    public AlarmReporter Reporter => reporter;

    public EscalationReport Calls => calls;

    public TimeProvider Time => time;
}
