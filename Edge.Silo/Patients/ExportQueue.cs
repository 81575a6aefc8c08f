using OrleansCare.Clinical.Monitoring;
using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Outbox;
using OrleansCare.Edge.Uplink;

namespace OrleansCare.Edge.Patients;

/// <summary>
/// One stay's items on their way into the outbox, in order. What the outbox has no room for waits here, bounded; beyond the bound items are left out,
/// and as long as anything waits or was left out the stay is not snapshotted, so that a restart derives them again from the Inputs.
/// </summary>
internal sealed class ExportQueue(string episode, ObservationExport export)
{
    public const int WaitingAtMost = 1024;

    private readonly Queue<(OutboxClass Class, OutboxOrigin Origin, byte[] Observation, LogPosition Input)> _waiting = new();

    /// <summary>Items left out since activation.</summary>
    public long LeftOut { get; private set; }

    public bool IsComplete => _waiting.Count == 0 && LeftOut == 0;

    public void Add(PatientRecord record, List<Effect> effects, long sequence, LogPosition input)
    {
        var ordinal = 0;
        foreach (var effect in effects)
        {
            if (ObservationExport.ClassOf(effect) is { } itemClass && export.Deidentify(record, effect) is { } observation)
            {
                Add(itemClass, new OutboxOrigin(episode, sequence, ordinal++), observation, input);
            }
        }
    }

    /// <summary>Offers again what waits.</summary>
    public void Flush()
    {
        while (_waiting.TryPeek(out var item) && export.TryAppend(item.Class, item.Origin, item.Observation, item.Input))
        {
            _waiting.Dequeue();
        }
    }

    private void Add(OutboxClass itemClass, OutboxOrigin origin, byte[] observation, LogPosition input)
    {
        Flush();
        if (LeftOut == 0 && _waiting.Count == 0 && export.TryAppend(itemClass, origin, observation, input))
        {
            return;
        }

        if (LeftOut == 0 && _waiting.Count < WaitingAtMost)
        {
            _waiting.Enqueue((itemClass, origin, observation, input));
        }
        else
        {
            LeftOut++;
        }
    }
}
