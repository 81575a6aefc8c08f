using Orleans;
using Orleans.Runtime;
using OrleansCare.Contracts.Patients;
using OrleansCare.Edge.Alarms.History;
using OrleansCare.Edge.Devices.Hl7.Reporting;
using OrleansCare.Edge.Inference;
using OrleansCare.Edge.Journal;

namespace OrleansCare.Edge.Patients;

/// <summary>Before a device is let in: reads the log and brings every stay back. A node whose model is absent says so at every bed.</summary>
internal sealed partial class RecoverStays(InputsLog inputs, SnapshotUpgrade upgrade, AlarmHistory history, AlarmReporter reporter, IGrainFactory grains, BeatModel model, TimeProvider time, ILogger<RecoverStays> logger) : IStartupTask
{
    public async Task Execute(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        inputs.Recover();
        upgrade.Run();
        history.Recover();
        reporter.Recover();
        var patients = await grains.GetGrain<IWardGrain>("ward").GetPatients();
        await Task.WhenAll(patients.Select(patient => grains.GetGrain<IPatientGrain>(patient).ReportNodeCondition((int)Clinical.Alarms.AlarmKind.ModelUnavailable, !model.IsLoaded)));
        inputs.EndRecovery();
        history.EndRecovery();
        var elapsed = time.GetElapsedTime(started);
        LogRecovered(logger, patients.Count, elapsed);
    }

    [LoggerMessage(EventId = 1202, Level = LogLevel.Information, Message = "{Stays} stays are back after {Elapsed}")]
    private static partial void LogRecovered(ILogger logger, int stays, TimeSpan elapsed);
}
