using OrleansCare.Clinical.Monitoring;
using OrleansCare.Edge.Journal;

namespace OrleansCare.Edge.Patients;

/// <summary>
/// After an upgrade: a stay whose snapshot is older than this build reads is made again from its Inputs, when the log reaches back to its admission.
/// Otherwise, and when a newer build wrote the snapshot, the start is refused before anything is written, so that the build before still goes on.
/// </summary>
internal sealed partial class SnapshotUpgrade(InputsLog inputs, ILogger<SnapshotUpgrade> logger)
{
    /// <summary>Touches the disk; once, before any stay is activated.</summary>
    /// <exception cref="InvalidDataException">A stay cannot be brought back by this build.</exception>
    public void Run()
    {
        var old = new Dictionary<string, Remade>();
        foreach (var (episode, replay) in inputs.Replays)
        {
            var age = replay.Snapshot is { } snapshot ? Stay.AgeOf(snapshot) : SnapshotAge.Known;
            if (age == SnapshotAge.TooNew)
            {
                throw new InvalidDataException("A newer build wrote the snapshot of a stay: start that build again, or one after it.");
            }

            if (age == SnapshotAge.TooOld)
            {
                old.Add(episode, new Remade(episode, replay));
            }
        }

        if (old.Count == 0)
        {
            return;
        }

        LogOlder(logger, old.Count);
        inputs.ReadInputs((episode, sequence, input) =>
        {
            if (old.TryGetValue(episode, out var remade))
            {
                remade.Take(sequence, input);
            }
        });
        var lost = old.Values.Count(remade => !remade.Finish());
        if (lost > 0)
        {
            throw new InvalidDataException(
                $"The snapshots of {lost} stays are older than this build reads, and their Inputs are kept no longer: start the build that wrote them, and upgrade "
                + "when these stays have ended, or by way of a build that reads them.");
        }

        LogRemade(logger, old.Count);
    }

    [LoggerMessage(EventId = 1530, Level = LogLevel.Warning, Message = "The snapshots of {Stays} stays are older than this build reads: the stays are made again from their Inputs")]
    private static partial void LogOlder(ILogger logger, int stays);

    [LoggerMessage(EventId = 1531, Level = LogLevel.Information, Message = "{Stays} stays were made again from their Inputs")]
    private static partial void LogRemade(ILogger logger, int stays);

    /// <summary>A stay on its way to where its snapshot was.</summary>
    private sealed class Remade(string episode, StayReplay replay)
    {
        private readonly List<Effect> _effects = [];
        private Stay? _stay;
        private Input _last;

        public void Take(long sequence, ReadOnlySpan<byte> bytes)
        {
            if (sequence > replay.SnapshotSequence || sequence <= _stay?.Monitor.LastSequence)
            {
                return;
            }

            var input = InputCodec.Read(bytes);
            if (_stay is null && input.Payload is not PatientAdmitted)
            {
                return;
            }

            _stay ??= new Stay(episode);
            _stay.Apply(input, _effects);
            _effects.Clear();
            _last = input;
        }

        /// <returns>False when the log holds no admission.</returns>
        public bool Finish()
        {
            if (_stay is null)
            {
                return false;
            }

            if (_stay.Monitor.LastSequence < replay.SnapshotSequence)
            {
                // Inputs that the log had refused: their numbers are not given out again.
                _stay.Apply(new Input(_last.Stamp with { Sequence = replay.SnapshotSequence }, ClockTicked.Instance), _effects);
            }

            replay.Remake(_stay.ToSnapshot());
            return true;
        }
    }
}
