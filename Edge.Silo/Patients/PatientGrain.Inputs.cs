using Orleans;
using Orleans.Runtime;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Escalation;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.Station;
using OrleansCare.Edge.Alarms.Audit;
using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Station;

namespace OrleansCare.Edge.Patients;

internal sealed partial class PatientGrain
{
    /// <summary>Stamps, logs, applies, acts. The alarm goes out whether or not the log took the Input.</summary>
    /// <returns>False when the log refused it.</returns>
    private bool Take(InputPayload payload, SiloTime? packetReceivedAt)
    {
        var input = new Input(NextStamp(), payload);
        var logged = shell.Inputs.TryAppend(input, out var position) == AppendResult.Appended;
        if (logged)
        {
            _position = position;
        }

        _stay.Apply(input, _effects, received: logged);
        Act(input.Stamp.Sequence, logged, packetReceivedAt);
        _recorder.Take(input, _effects, Bed, again: false);
        Audit(input);
        _effects.Clear();
        var (keeps, audited) = (logged && shell.Audit.IsTaking, _audited);
        if (keeps == _logRefuses)
        {
            _logRefuses = !keeps;
            Take(new NodeConditionChanged(AlarmKind.StorageFailed, _logRefuses), packetReceivedAt: null);
            if (keeps)
            {
                // What was applied meanwhile is in no record of its own.
                Snapshot();
            }
        }

        _audited = audited;
        return logged;
    }

    private void Audit(in Input input)
    {
        _audited = AuditEntry.Of(input, Bed) is { } entry ? shell.Audit.Add(entry) : default(LogPosition);

        foreach (var effect in _effects)
        {
            if (effect is EscalationAdvanced called)
            {
                shell.Audit.Add(AuditEntry.Of(called, _episode, Bed));
            }
        }
    }

    private Stamp NextStamp()
    {
        var now = SiloTime.From(shell.Time.GetUtcNow());
        _now = now > _now ? now : _now;
        return new Stamp(_episode, Epoch: 1, ++_sequence, _now);
    }

    private void Tell(Effect effect)
    {
        if (effect is EscalationAdvanced call)
        {
            shell.Calls.Called(call);
        }
        else if (effect is EscalationEnded ended)
        {
            shell.Calls.Ended(ended);
        }
    }

    private void Report(Clinical.Alarms.Alarm alarm)
    {
        if (record.State.Admission is { } admission)
        {
            shell.Reporter.Post(alarm, admission.Bed, admission.Mrn);
        }
    }

    private void Act(long sequence, bool logged, SiloTime? packetReceivedAt)
    {
        foreach (var effect in _effects)
        {
            switch (effect)
            {
                case AlarmChanged { Alarm: var alarm }:
                    shell.Stations.Show(_episode, alarm, packetReceivedAt);
                    Report(alarm);
                    break;
                case ScoreChanged score:
                    shell.Stations.Show(_episode, score);
                    break;
                case NamedScoreChanged score:
                    shell.Stations.Show(StationFrames.Of(_episode, score.Standing, score.At));
                    break;
                case SignalsChanged changed:
                    shell.Stations.Show(StationFrames.Of(_episode, changed.InForce));
                    break;
                case EscalationAdvanced or EscalationEnded:
                    Tell(effect);
                    shell.Stations.Show(StationFrames.Of(_episode, effect));
                    break;
                case StayChanged:
                    ShowBed();
                    break;
                case ClassifyBeat beat:
                    shell.Classifier.Ask(_episode, beat);
                    break;
            }
        }

        // What the log did not take would be derived under another sequence after a restart: the cloud hears of the stay's next logged change instead.
        if (logged && record.State.Admission is not null)
        {
            _exports.Add(record.State, _effects, sequence, _position);
        }
    }

    /// <summary>
    /// The last snapshot and the Inputs after it, through the same core. What had already gone to the outbox is recognised there; beats that
    /// the model had not answered are asked again.
    /// </summary>
    private void Recover()
    {
        var replay = shell.Inputs.TakeReplay(_episode);
        _stay = replay.Snapshot is { } snapshot ? Stay.FromSnapshot(snapshot) : new Stay(_episode);
        _sequence = _stay.Monitor.LastSequence;
        var unanswered = new Dictionary<EffectId, ClassifyBeat>();
        foreach (var (bytes, sequence, position) in replay.Inputs)
        {
            var input = InputCodec.Read(bytes);
            (_sequence, _now, _position) = (sequence, input.Stamp.At, position);
            _stay.Apply(input, _effects);
            if (input.Payload is BeatClassified answered)
            {
                unanswered.Remove(answered.Beat);
            }

            foreach (var changed in _effects.OfType<AlarmChanged>())
            {
                Report(changed.Alarm);
            }

            foreach (var beat in _effects.OfType<ClassifyBeat>())
            {
                unanswered[beat.Id] = beat;
            }

            _exports.Add(record.State, _effects, sequence, position);
            _recorder.Take(input, _effects, Bed, again: true);
            _effects.Clear();
        }

        var standing = _stay.Monitor.Picture(_now).Alarms;
        foreach (var alarm in standing)
        {
            Report(alarm);
        }

        // The alarm of a full disk may be in the snapshot and its end not in the log.
        _logRefuses = standing.Any(alarm => alarm.Kind == AlarmKind.StorageFailed);
        foreach (var beat in unanswered.Values)
        {
            shell.Classifier.Ask(_episode, beat);
        }
    }

    private void StartTimers()
    {
        _ticks ??= this.RegisterGrainTimer(
            _ =>
            {
                Take(ClockTicked.Instance, packetReceivedAt: null);
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(TickPeriod, TickPeriod) { Interleave = true });
        var interval = options.Value.SnapshotInterval;
        _snapshots ??= this.RegisterGrainTimer(
            _ =>
            {
                Snapshot();
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(interval, interval));
    }

    private void Snapshot()
    {
        _exports.Flush();
        if (_exports.IsComplete)
        {
            shell.Snapshots.Write(_episode, _stay, _sequence, _position);
        }
    }

    private void ShowBed()
    {
        if (record.State.Admission is not { } admission)
        {
            return;
        }

        var picture = _stay.Monitor.Picture(_now);
        shell.Stations.Show(new Bed
        {
            Patient = _episode,
            Bed_ = admission.Bed,
            Name = IsOccupied ? admission.Name : "",
            Mrn = IsOccupied ? admission.Mrn : "",
            Occupied = IsOccupied,
            AgeYears = (uint)(picture.Profile?.AgeYears ?? 0),
            AgeDays = (uint)(picture.Profile?.AgeDays ?? 0),
            AgeKnown = picture.Profile?.AgeYears is not null,
            Child = picture.Profile is { IsChild: true },
            Entries = StaffEntryCodes.FrameOf(picture.Entries),
            Ward = admission.Ward,
            Category = StaffEntryCodes.TextOf(picture.Profile?.Category),
            Paced = StaffEntryCodes.PacedText(picture.Profile?.Paced),
            Standby = picture.Standby is { } away ? new Contracts.Station.Standby { SinceUs = away.Since.UnixMicroseconds, By = away.By, Reason = away.Reason } : null,
        });
        shell.Stations.Show(StationFrames.Of(_episode, picture));
    }

    private void ShowPicture()
    {
        var picture = _stay.Monitor.Picture(_now);
        foreach (var alarm in picture.Alarms)
        {
            shell.Stations.Show(_episode, alarm, packetReceivedAt: null);
        }

        shell.Stations.Show(StationFrames.Of(_episode, picture.Inactivations));
        foreach (var escalation in picture.Escalations)
        {
            shell.Stations.Show(StationFrames.Of(_episode, escalation));
        }

        foreach (var standing in picture.Scores)
        {
            shell.Stations.Show(StationFrames.Of(_episode, standing, _now));
        }

        if (picture.Score is { } score)
        {
            shell.Stations.Show(_episode, new ScoreChanged(new EffectId(_episode, Rule.EarlyWarningScore, "", 0, _sequence), score, _now));
        }
    }
}
