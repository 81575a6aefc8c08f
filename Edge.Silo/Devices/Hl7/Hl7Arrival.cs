using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Hl7;
using OrleansCare.Interop.Hl7.Interpreting;

namespace OrleansCare.Edge.Devices.Hl7;

/// <summary>A message as it was read off a connection, before anything came of it.</summary>
/// <param name="Message">Null: the bytes are none, for <paramref name="Error"/>.</param>
/// <param name="Read">Null: unreadable, or its sender may not send it.</param>
internal sealed record Hl7Arrival(byte[] Bytes, Hl7Message? Message, Hl7Error Error, Interpretation? Read, SiloTime ReceivedAt)
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>All that it brought has reached the grains; it may not be durable yet.</summary>
    public Task Entered => _entered.Task;

    /// <summary>A hospital event changes whose the devices' values are.</summary>
    public bool IsAlone => Read?.Admission is not null;

    /// <summary>Serial numbers: they stay in memory.</summary>
    public IEnumerable<string> Devices => Read is null ? [] : Read.Readings.Select(reading => reading.Device.System).Concat(Read.Alarms.Select(alarm => alarm.Device.System)).Distinct();

    public void NoteEntered() => _entered.TrySetResult();
}
