using Orleans;
using OrleansCare.Contracts.Patients;
using OrleansCare.Contracts.Station;

namespace OrleansCare.Edge.Station;

/// <summary>What a station may ask for. Every command but Subscribe is answered when its Input is durable.</summary>
internal sealed partial class StationCommands(IGrainFactory grains, ILogger<StationCommands> logger)
{
    public async Task<CommandResult?> Execute(StationConnection connection, ClientFrame frame)
    {
        if (frame.CommandCase == ClientFrame.CommandOneofCase.Subscribe)
        {
            connection.Waves = frame.Subscribe.WavePatients.ToHashSet();
            return null;
        }

        CommandOutcome outcome;
        try
        {
            if (frame.CommandCase == ClientFrame.CommandOneofCase.Displayed)
            {
                await ConfirmAsync(connection, frame.Displayed);
                return null;
            }

            outcome = await Execute(frame);
        }
        catch (Exception e)
        {
            LogFailed(logger, frame.CommandCase, e);
            outcome = CommandOutcome.Refused("The node could not carry this out. Try again.");
        }

        return new CommandResult { CommandId = frame.CommandId, Accepted = outcome.Accepted, Error = outcome.Error ?? "", Unrecorded = outcome.IsUnrecorded };
    }

    private Task<CommandOutcome> Execute(ClientFrame frame) => frame.CommandCase switch
    {
        ClientFrame.CommandOneofCase.Acknowledge => On(
            frame.Acknowledge.Patient,
            frame.Acknowledge.By,
            p => p.Acknowledge(frame.Acknowledge.Alarm, frame.Acknowledge.By, frame.Acknowledge.Reason)),
        ClientFrame.CommandOneofCase.EnterConsciousness => On(
            frame.EnterConsciousness.Patient, frame.EnterConsciousness.By, p => p.EnterConsciousness(frame.EnterConsciousness.Value, frame.EnterConsciousness.By)),
        ClientFrame.CommandOneofCase.EnterOxygen => On(
            frame.EnterOxygen.Patient, frame.EnterOxygen.By, p => p.EnterOxygen(frame.EnterOxygen.OnOxygen, frame.EnterOxygen.By)),
        ClientFrame.CommandOneofCase.EnterSpo2Scale => On(
            frame.EnterSpo2Scale.Patient,
            frame.EnterSpo2Scale.By,
            p => p.EnterSpo2Scale((int)frame.EnterSpo2Scale.Scale, frame.EnterSpo2Scale.By, frame.EnterSpo2Scale.Reason)),
        ClientFrame.CommandOneofCase.EnterPaediatric when frame.EnterPaediatric is var asked => On(
            asked.Patient, asked.By, p => p.EnterPaediatric(asked.CapillaryRefill, asked.RespiratoryEffort, asked.OxygenTherapy, asked.By)),
        ClientFrame.CommandOneofCase.InactivateSignals when frame.InactivateSignals is var asked => On(
            asked.Patient, asked.By, p => p.InactivateSignals(asked.Kind, (int)asked.Signal, (int)asked.Seconds, asked.By, asked.Reason)),
        ClientFrame.CommandOneofCase.EnableSignals => On(
            frame.EnableSignals.Patient, frame.EnableSignals.By, p => p.EnableSignals(frame.EnableSignals.Kind, frame.EnableSignals.By)),
        ClientFrame.CommandOneofCase.EnterLimit when frame.EnterLimit is var asked => On(
            asked.Patient,
            asked.By,
            p => p.EnterLimit(asked.Vital, asked.HasLow ? asked.Low : null, asked.HasHigh ? asked.High : null, asked.By, asked.Reason)),
        ClientFrame.CommandOneofCase.EnterStandby when frame.EnterStandby is var asked => On(
            asked.Patient, asked.By, p => p.EnterStandby(asked.Away, asked.By, asked.Reason)),
        ClientFrame.CommandOneofCase.EnterProfile when frame.EnterProfile is var asked => On(
            asked.Patient, asked.By, p => p.EnterProfile(asked.Category, asked.Paced, asked.By)),
        _ => Task.FromResult(CommandOutcome.Refused("This edge does not know that command.")),
    };

    private async Task ConfirmAsync(StationConnection connection, Displayed displayed)
    {
        var stays = await grains.GetGrain<IWardGrain>("ward").GetPatients();
        foreach (var alarm in displayed.Alarms.Where(alarm => stays.Contains(alarm.Patient)))
        {
            await grains.GetGrain<IPatientGrain>(alarm.Patient).ReportDisplayed(alarm.Alarm, (int)alarm.Revision, connection.Id);
        }
    }

    private async Task<CommandOutcome> On(string patient, string by, Func<IPatientGrain, Task<CommandOutcome>> command)
    {
        if (string.IsNullOrWhiteSpace(by))
        {
            return CommandOutcome.Refused("Say who you are.");
        }

        var stays = await grains.GetGrain<IWardGrain>("ward").GetPatients();
        return stays.Contains(patient) ? await command(grains.GetGrain<IPatientGrain>(patient)) : CommandOutcome.Refused("There is no such stay.");
    }

    [LoggerMessage(EventId = 1300, Level = LogLevel.Error, Message = "A station's {Command} failed")]
    private static partial void LogFailed(ILogger logger, ClientFrame.CommandOneofCase command, Exception exception);
}
