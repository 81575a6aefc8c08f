using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Orleans;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Scores;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.Devices;
using OrleansCare.Contracts.Identity;
using OrleansCare.Contracts.Patients;
using OrleansCare.Edge.Hosting;
using OrleansCare.Edge.Journal;
using OrleansCare.Interop.Deidentification;

namespace OrleansCare.Edge.Patients;

/// <summary>The owner of one stay: stamps each Input once, logs it, applies it and does what the core asks. No turn waits for a disk that is behind.</summary>
[GrainType("patient")]
[KeepAlive]
internal sealed partial class PatientGrain(
    [PersistentState(PatientRecord.StateName, EdgeStorage.Name)] IPersistentState<PatientRecord> record,
    StayShell shell,
    IOpaqueIdSource ids,
    IOptions<EdgeOptions> options) : Grain, IPatientGrain
{
    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(1);

    private readonly List<Effect> _effects = [];
    private Stay _stay = null!;
    private ExportQueue _exports = null!;
    private StayRecorder _recorder = null!;
    private string _episode = "";
    private long _sequence;
    private SiloTime _now;
    private LogPosition _position;

    /// <summary>Of the last act in the audit trail; null: the trail refused it.</summary>
    private LogPosition? _audited = default(LogPosition);
    private long _duplicates;
    private bool _logRefuses;
    private IGrainTimer? _ticks;
    private IGrainTimer? _snapshots;

    private string Bed => record.State.Admission?.Bed ?? "";

    private bool IsOccupied => record.State.Admission is not null && !record.State.Discharged;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _episode = this.GetPrimaryKeyString();
        _exports = new ExportQueue(_episode, shell.Export);
        _recorder = shell.Records.Open(_episode, () => _stay.Monitor.Picture(_now).Limits);
        Recover();
        if (IsOccupied)
        {
            if (_sequence == 0)
            {
                // The admission was written, its Input was not: a stop fell between.
                Take(new PatientAdmitted(ProfileOf(record.State.Admission!), "restart"), packetReceivedAt: null);
            }

            ApplyPolicy();
            ShowBed();
            ShowPicture();
            StartTimers();
        }
        else if (record.State.Discharged)
        {
            // Nothing more of it is written: it must not hold the log's beginning.
            shell.Inputs.Release(_episode);
        }

        return Task.CompletedTask;
    }

    public ValueTask<PacketReceipt> Receive(DevicePacket packet)
    {
        if (!IsOccupied)
        {
            return ValueTask.FromResult(new PacketReceipt(PacketOutcome.NotAssociated, 0));
        }

        if (_stay.IsDuplicate(packet))
        {
            _duplicates++;
            return ValueTask.FromResult(new PacketReceipt(PacketOutcome.Duplicate, _position.Value));
        }

        var logged = Take(new PacketReceived(packet), packet.ReceivedAt);
        shell.Stations.Show(_episode, packet, _stay.Monitor);
        return ValueTask.FromResult(logged ? new PacketReceipt(PacketOutcome.Accepted, _position.Value) : new PacketReceipt(PacketOutcome.NotLogged, 0));
    }

    public async Task<CommandOutcome> Admit(Admission admission, string by)
    {
        if (record.State.Discharged)
        {
            return CommandOutcome.Refused("This stay has ended.");
        }

        if (record.State.Admission is null)
        {
            var disguise = StayDisguise.Draw(ids);
            (record.State.Pseudonym, record.State.Shift) = (disguise.Pseudonym, disguise.Shift);
        }

        record.State.Admission = admission;
        await record.WriteStateAsync();
        var outcome = await Command(new PatientAdmitted(ProfileOf(admission), by));
        ApplyPolicy();
        ShowBed();
        StartTimers();
        return outcome;
    }

    /// <summary>May be asked for again until the ward has noted it: what a full disk or a crash cut off is done then.</summary>
    public async Task<CommandOutcome> Discharge(string by)
    {
        if (record.State.Admission is null)
        {
            return CommandOutcome.Done;
        }

        var outcome = await Command(new PatientDischarged(by));
        if (!outcome.Accepted)
        {
            return outcome;
        }

        record.State.Discharged = true;
        await record.WriteStateAsync();
        _ticks?.Dispose();
        _snapshots?.Dispose();
        shell.Snapshots.End(_episode, _stay, _sequence, _position);
        ShowBed();
        return outcome;
    }

    public Task AnswerBeat(string device, long deviceSequence, long sample, int beatClass, double confidence, string model)
    {
        var beat = new EffectId(_episode, Rule.Beat, device, deviceSequence, sample);
        var answer = new BeatClassified(beat, (BeatClass)beatClass, confidence, model);
        Take(answer, packetReceivedAt: null);
        shell.Stations.Show(_episode, answer);
        return Task.CompletedTask;
    }

    public Task ReportNodeCondition(int alarmKind, bool present)
    {
        Take(new NodeConditionChanged((AlarmKind)alarmKind, present), packetReceivedAt: null);
        return Task.CompletedTask;
    }

    public ValueTask<long> GetHighestSequence(string device) => ValueTask.FromResult(_stay.HighestSequence(device));

    public ValueTask<PatientTotals> GetTotals() => ValueTask.FromResult(_stay.Totals(IsOccupied, _duplicates));

    private PatientProfile ProfileOf(Admission admission)
    {
        var today = DateOnly.FromDateTime(shell.Time.GetUtcNow().UtcDateTime);
        StaffEntryCodes.TryCategory(admission.Category, out var category);
        return new PatientProfile(
            admission.BirthDate is { } born ? Age(born, today) : null,
            admission.Pregnant,
            admission.Paced,
            admission.BirthDate is { } day ? Math.Max(0, today.DayNumber - day.DayNumber) : null,
            category);
    }

    private static int Age(DateOnly born, DateOnly today) => Math.Max(0, today.Year - born.Year - (today < born.AddYears(today.Year - born.Year) ? 1 : 0));
}
