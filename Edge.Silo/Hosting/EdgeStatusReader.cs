using Microsoft.Extensions.Options;
using Orleans;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Contracts.Fleet;
using OrleansCare.Contracts.Patients;
using OrleansCare.Edge.Devices;
using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Uplink;

namespace OrleansCare.Edge.Hosting;

/// <summary>Adds up the stays and the node's own counts.</summary>
internal sealed class EdgeStatusReader(IGrainFactory grains, DeviceMetrics devices, UplinkState uplink, InputsLog inputs, IOptions<EdgeOptions> options)
{
    public async Task<IReadOnlyList<PatientTotals>> ReadStaysAsync()
    {
        var patients = await grains.GetGrain<IWardGrain>("ward").GetPatients();
        return await Task.WhenAll(patients.Select(patient => grains.GetGrain<IPatientGrain>(patient).GetTotals().AsTask()));
    }

    public async Task<EdgeStatus> ReadAsync()
    {
        var stays = await ReadStaysAsync();
        return new EdgeStatus(
            options.Value.Site,
            stays.Count(stay => stay.Occupied),
            stays.Sum(stay => stay.Packets),
            stays.Sum(stay => stay.Samples),
            devices.PacketsAcknowledged,
            stays.Sum(stay => stay.Duplicates),
            stays.Sum(stay => stay.Missing),
            stays.Sum(stay => stay.BeatsClassified),
            stays.Sum(stay => stay.BeatsUnsure),
            Enum.GetValues<AlarmKind>().Select(kind => (Kind: kind, Count: stays.Sum(stay => stay.AlarmsByKind[(int)kind])))
                .Where(alarms => alarms.Count > 0).ToDictionary(alarms => alarms.Kind.ToString(), alarms => alarms.Count),
            Enum.GetValues<AlarmPriority>().ToDictionary(priority => priority.ToString(), priority => stays.Sum(stay => stay.AlarmsByPriority[(int)priority - 1])),
            devices.Rejects,
            uplink.OutboxItems,
            uplink.OutboxDepth,
            uplink.OutboxShed,
            uplink.OutboxRepeated,
            uplink.CloudAge?.TotalSeconds,
            uplink.IsConnected,
            inputs.Fault is not null);
    }
}
