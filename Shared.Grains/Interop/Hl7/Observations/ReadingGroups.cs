using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Devices;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Interop.Hl7.Observations;

/// <summary>Values by device and moment, in the order of the message.</summary>
internal sealed class ReadingGroups
{
    private readonly Dictionary<(DeviceIdentity, DateTimeOffset?), Group> _groups = [];
    private readonly List<Group> _inOrder = [];

    /// <returns>False: this device has too many values of this moment.</returns>
    public bool TryAdd(DeviceIdentity device, DeviceProfile profile, DateTimeOffset? time, Numeric numeric, int row)
    {
        var group = Of(device, profile, time);
        if (group.Numerics.Count == PayloadLimits.Numerics)
        {
            return false;
        }

        group.Numerics.Add(numeric);
        group.NumericRows.Add(row);
        return true;
    }

    /// <returns>False: this device has too many waves of this moment.</returns>
    public bool TryAdd(DeviceIdentity device, DeviceProfile profile, DateTimeOffset? time, WaveformChunk wave, int row)
    {
        var group = Of(device, profile, time);
        if (group.Waves.Count == PayloadLimits.Waveforms)
        {
            return false;
        }

        group.Waves.Add(wave);
        group.WaveRows.Add(row);
        return true;
    }

    public IReadOnlyList<DeviceReading> Build(Func<DeviceProfile, bool> isObserveOnly) =>
        [.. _inOrder.Select(group => new DeviceReading(group.Device, group.Profile, isObserveOnly(group.Profile), group.Time, group.Numerics, group.Waves)
        {
            NumericRows = group.NumericRows,
            WaveformRows = group.WaveRows,
        })];

    private Group Of(DeviceIdentity device, DeviceProfile profile, DateTimeOffset? time)
    {
        if (!_groups.TryGetValue((device, time), out var group))
        {
            group = new Group(device, profile, time);
            _groups.Add((device, time), group);
            _inOrder.Add(group);
        }

        return group;
    }

    private sealed record Group(DeviceIdentity Device, DeviceProfile Profile, DateTimeOffset? Time)
    {
        public List<Numeric> Numerics { get; } = [];

        public List<WaveformChunk> Waves { get; } = [];

        public List<int> NumericRows { get; } = [];

        public List<int> WaveRows { get; } = [];
    }
}
