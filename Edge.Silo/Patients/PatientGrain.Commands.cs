using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Scores;
using OrleansCare.Contracts.Devices;
using OrleansCare.Contracts.Patients;
using OrleansCare.Edge.Alarms.Audit;
using OrleansCare.Edge.Journal;

namespace OrleansCare.Edge.Patients;

/// <summary>What staff and stations ask for: checked against the core, stamped, and done when it is durable.</summary>
internal sealed partial class PatientGrain
{
    public Task<CommandOutcome> AssociateDevice(string device) => Command(new DeviceAssociated(device));

    public Task<CommandOutcome> ReleaseDevice(string device) => Command(new DeviceReleased(device));

    public async Task<CommandOutcome> Acknowledge(string alarm, string by, string reason)
    {
        var open = _stay.Monitor.Picture(_now).Alarms;
        if (alarm.Length == 0)
        {
            var outcome = CommandOutcome.Done;
            foreach (var present in open.Where(present => present.Signal != SignalState.Acknowledged))
            {
                outcome = await Command(new AlarmAcknowledged(present.Id, by, reason));
            }

            return outcome;
        }

        return EffectId.TryParse(alarm, out var id) && open.Any(present => present.Id == id)
            ? await Command(new AlarmAcknowledged(id, by, reason))
            : CommandOutcome.Refused("There is no such alarm now.");
    }

    public Task<CommandOutcome> InactivateSignals(string kind, int signal, int seconds, string by, string reason)
    {
        if (!TryKind(kind, out var about))
        {
            return Task.FromResult(CommandOutcome.Refused("There is no such kind of alarm."));
        }

        var isOff = (SignalState)signal is SignalState.AudioOff or SignalState.AlarmOff;
        TimeSpan? duration = isOff ? null : seconds == 0 ? AlarmRules.UsualPause : TimeSpan.FromSeconds(seconds);
        var entered = new SignalsInactivated(about, (SignalState)signal, duration, by, reason);
        return _stay.Monitor.Check(entered) switch
        {
            InactivationRefusal.None => Command(entered),
            InactivationRefusal.NoInactivation => Task.FromResult(CommandOutcome.Refused("Signals are audio paused, audio off, alarm paused or alarm off.")),
            InactivationRefusal.PauseTooLong => Task.FromResult(CommandOutcome.Refused($"A pause is 1 to {AlarmRules.LongestPause.TotalSeconds:0} seconds.")),
            InactivationRefusal.LifeThreatening => Task.FromResult(CommandOutcome.Refused("This alarm is life-threatening: it can be paused, never switched off.")),
            _ => Task.FromResult(CommandOutcome.Refused("Switching signals off needs a reason.")),
        };
    }

    public Task<CommandOutcome> EnableSignals(string kind, string by) =>
        TryKind(kind, out var about) && _stay.Monitor.Picture(_now).Inactivations.Any(inactivation => inactivation.Kind == about)
            ? Command(new SignalsEnabled(about, by))
            : Task.FromResult(CommandOutcome.Refused("These signals are not inactivated."));

    public Task<CommandOutcome> EnterLimit(string vital, double? low, double? high, string by, string reason)
    {
        if (_stay.Monitor.Picture(_now).Limits.FirstOrDefault(setting => setting.Vital.ToString() == vital) is not { } present)
        {
            return Task.FromResult(CommandOutcome.Refused("This vital sign has no limits."));
        }

        var entered = new LimitsEntered(present.Vital, present.Limits with { Low = low, High = high }, by, reason);
        return _stay.Monitor.Check(entered) switch
        {
            LimitRefusal.None => Command(entered),
            LimitRefusal.OutOfRange => Task.FromResult(CommandOutcome.Refused($"No limit of this vital sign lies outside {present.Row.Least} to {present.Row.Most}.")),
            LimitRefusal.ReasonMissing => Task.FromResult(CommandOutcome.Refused("Limits as wide as these need a reason.")),
            LimitRefusal.LifeThreatening => Task.FromResult(CommandOutcome.Refused("This limit's alarm is life-threatening: it cannot be switched off.")),
            _ => Task.FromResult(CommandOutcome.Refused("The low limit must be below the high one.")),
        };
    }

    public async Task<CommandOutcome> EnterStandby(bool away, string by, string reason)
    {
        if (!away && _stay.Monitor.Picture(_now).Standby is null)
        {
            return CommandOutcome.Refused("The patient is not in standby.");
        }

        return await Command(new StandbyEntered(away, by, reason));
    }

    public async Task<CommandOutcome> EnterProfile(string category, string paced, string by)
    {
        if (!StaffEntryCodes.TryCategory(category, out var entered) || !StaffEntryCodes.TryPaced(paced, out var isPaced))
        {
            return CommandOutcome.Refused("The category is adult, paediatric, neonatal or empty; paced is yes, no or unknown.");
        }

        if (record.State.Admission is not { } admission)
        {
            return CommandOutcome.Refused("There is no such stay.");
        }

        record.State.Admission = admission with { Category = category, Paced = isPaced };
        await record.WriteStateAsync();
        return await Command(new ProfileEntered(ProfileOf(record.State.Admission) with { Category = entered }, by));
    }

    public async Task<CommandOutcome> Transfer(string bed, string ward, string by)
    {
        if (record.State.Admission is not { } admission || record.State.Discharged)
        {
            return CommandOutcome.Refused("There is no such stay.");
        }

        record.State.Admission = admission with { Bed = bed, Ward = ward };
        await record.WriteStateAsync();
        _audited = shell.Audit.Add(new AuditEntry(shell.Time.GetUtcNow(), _episode, bed, AuditAction.Transferred, $"from {admission.Bed}", by, ""));
        var durable = WhenDurable();
        ApplyPolicy();
        ShowBed();
        return await durable;
    }

    public async Task<CommandOutcome> Correct(string mrn, string? name, DateOnly? birthDate)
    {
        if (record.State.Admission is not { } admission || record.State.Discharged)
        {
            return CommandOutcome.Refused("There is no such stay.");
        }

        var corrected = admission with { Mrn = mrn, Name = name ?? admission.Name, BirthDate = birthDate ?? admission.BirthDate };
        if (corrected != admission)
        {
            record.State.Admission = corrected;
            await record.WriteStateAsync();
            ShowBed();
        }

        return corrected.BirthDate != admission.BirthDate ? await Command(new ProfileEntered(ProfileOf(corrected), "ADT")) : await Confirm();
    }

    /// <summary>What the log took is durable when something behind it is, and what it refused is in the snapshot that follows its first record.</summary>
    public async Task<CommandOutcome> Confirm() => shell.Audit.IsRefused ? CommandOutcome.Unrecorded : await Command(ClockTicked.Instance);

    public Task ReportDisplayed(string alarm, int revision, string station)
    {
        if (EffectId.TryParse(alarm, out var id) && _stay.Monitor.Awaits(id))
        {
            Take(new AlarmDisplayed(id, revision, station), packetReceivedAt: null);
            shell.Calls.Confirmed(id);
        }

        return Task.CompletedTask;
    }

    public Task ReportPatientConflict(string device, bool present)
    {
        Take(new PatientConflictReported(device, present), packetReceivedAt: null);
        return Task.CompletedTask;
    }

    public ValueTask<PacketReceipt> ReportDeviceAlarm(DeviceAlarm alarm)
    {
        if (!IsOccupied)
        {
            return ValueTask.FromResult(new PacketReceipt(PacketOutcome.NotAssociated, 0));
        }

        var logged = Take(new DeviceAlarmReported(alarm), alarm.ReceivedAt);
        return ValueTask.FromResult(logged ? new PacketReceipt(PacketOutcome.Accepted, _position.Value) : new PacketReceipt(PacketOutcome.NotLogged, 0));
    }

    public async Task<CommandOutcome> EnterConsciousness(string consciousness, string by)
    {
        if (StaffEntryCodes.ConsciousnessOf(consciousness) is not { } value)
        {
            return CommandOutcome.Refused("Consciousness is one of A, C, V, P, U.");
        }

        return await Command(new ConsciousnessEntered(value, by));
    }

    public Task<CommandOutcome> EnterOxygen(bool onOxygen, string by) => Command(new OxygenEntered(onOxygen, by));

    public async Task<CommandOutcome> EnterSpo2Scale(int scale, string by, string reason)
    {
        if (scale is not (1 or 2) || (scale == 2 && string.IsNullOrWhiteSpace(reason)))
        {
            return CommandOutcome.Refused("The SpO2 scale is 1, or 2 with the reason for which it was prescribed.");
        }

        return await Command(new Spo2ScaleEntered((Spo2Scale)scale, by, reason));
    }

    public async Task<CommandOutcome> EnterPaediatric(string capillaryRefill, string respiratoryEffort, string oxygenTherapy, string by)
    {
        if (StaffEntryCodes.Of<CapillaryRefill>(capillaryRefill) is not { } refill || StaffEntryCodes.Of<RespiratoryEffort>(respiratoryEffort) is not { } effort
            || StaffEntryCodes.Of<OxygenTherapy>(oxygenTherapy) is not { } therapy)
        {
            return CommandOutcome.Refused("Capillary refill is normal or slow; respiratory effort normal, mild, moderate or severe; oxygen therapy none, low or high.");
        }

        return _stay.Monitor.Picture(_now).Profile is { IsChild: true }
            ? await Command(new PaediatricEntered(new PaediatricObservation(refill, effort, therapy), by))
            : CommandOutcome.Refused("Bedside PEWS is for patients below 18 years: enter the birth date or the category first.");
    }

    /// <summary>A command is done when it is durable: whoever typed it will not be told so before.</summary>
    private async Task<CommandOutcome> Command(InputPayload payload)
    {
        return Take(payload, packetReceivedAt: null) ? await WhenDurable() : CommandOutcome.Unrecorded;
    }

    /// <summary>The newest Input and its entry in the audit trail (docs/adr/2611-audit-before-the-answer.md).</summary>
    private async Task<CommandOutcome> WhenDurable()
    {
        if (_audited is not { } entry)
        {
            return CommandOutcome.Unrecorded;
        }

        try
        {
            await shell.Inputs.WhenDurableAsync(_position);
            await shell.Audit.WhenDurableAsync(entry);
            return CommandOutcome.Done;
        }
        catch (LogFaultedException)
        {
            return CommandOutcome.Unrecorded;
        }
    }

    /// <summary>Empty is every kind.</summary>
    private static bool TryKind(string text, out AlarmKind? kind)
    {
        kind = Enum.TryParse<AlarmKind>(text, out var parsed) && Enum.IsDefined(parsed) && parsed.ToString() == text ? parsed : null;
        return kind is not null || text.Length == 0;
    }

    /// <summary>The ward's levels and the site's apnoea delay, when the stay still goes by others. A restart tries again what the log did not take.</summary>
    private void ApplyPolicy()
    {
        var policy = shell.Escalation.For(record.State.Admission?.Ward ?? "");
        if (!policy.IsSame(_stay.Monitor.EscalationPolicy))
        {
            Take(new EscalationPolicyEntered(policy), packetReceivedAt: null);
        }

        if (options.Value.ApnoeaDelay != _stay.Monitor.ApnoeaDelay)
        {
            Take(new ApnoeaDelayEntered(options.Value.ApnoeaDelay), packetReceivedAt: null);
        }
    }
}
