using System.Buffers;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Outbox;
using OrleansCare.Edge.Patients;
using OrleansCare.Interop.Deidentification;
using OrleansCare.Interop.Fhir;

namespace OrleansCare.Edge.Uplink;

/// <summary>Effect -> identified Observation -> de-identified Observation -> outbox. The identified form never leaves this method's buffer.</summary>
internal sealed partial class ObservationExport(CloudOutbox outbox, Deidentifier deidentifier, UplinkState state, ILogger<ObservationExport> logger)
{
    private readonly Lock _tickets = new();
    private OutboxTicket _last;

    /// <summary>Covers everything appended so far.</summary>
    public OutboxTicket LastTicket
    {
        get
        {
            lock (_tickets)
            {
                return _last;
            }
        }
    }

    /// <summary>The outbox class of an effect that the cloud gets, or null.</summary>
    public static OutboxClass? ClassOf(Effect effect) => effect switch
    {
        AlarmChanged => OutboxClass.Alarm,
        VitalSummarized => OutboxClass.Vital,
        BeatsSummarized => OutboxClass.Event,
        _ => null,
    };

    /// <returns>Null when the policy lets none of it through: a fault of this build, logged and counted, never sent otherwise.</returns>
    public byte[]? Deidentify(PatientRecord record, Effect effect)
    {
        var admission = record.Admission ?? throw new InvalidOperationException("An effect of a stay without a patient.");
        var identified = new ArrayBufferWriter<byte>(4096);
        var output = new ArrayBufferWriter<byte>(2048);
        var written = ObservationWriter.TryWrite(effect, new ObservationContext(record.Pseudonym, admission.Name, admission.Mrn, admission.Bed), identified);
        var outcome = deidentifier.Apply(identified.WrittenSpan, new StayDisguise(record.Pseudonym, record.Shift), output);
        identified.Clear();
        if (written && outcome.Succeeded)
        {
            return output.WrittenSpan.ToArray();
        }

        state.Undisclosable();
        LogUndisclosable(logger, effect.GetType().Name, outcome.Error, outcome.Detail);
        return null;
    }

    /// <returns>False when the outbox has no room now: offer it again before any later item of the stay.</returns>
    public bool TryAppend(OutboxClass itemClass, in OutboxOrigin origin, ReadOnlySpan<byte> observation, LogPosition input)
    {
        var result = outbox.TryAppend(itemClass, origin, observation, input, out var ticket);
        lock (_tickets)
        {
            _last = ticket.Number > _last.Number ? ticket : _last;
        }

        if (result == OutboxResult.Repeated)
        {
            state.Repeated();
        }

        return result is OutboxResult.Queued or OutboxResult.Repeated;
    }

    public ValueTask WhenSettledAsync(OutboxTicket ticket, CancellationToken cancellationToken) => outbox.WhenSettledAsync(ticket, cancellationToken);

    [LoggerMessage(EventId = 1520, Level = LogLevel.Error, Message = "{Effect} cannot be de-identified: {Error} {Detail}")]
    private static partial void LogUndisclosable(ILogger logger, string effect, DeidentificationError error, string? detail);
}
