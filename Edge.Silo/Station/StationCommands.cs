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
            outcome = await Execute(frame);
        }
        catch (Exception e)
        {
            LogFailed(logger, frame.CommandCase, e);
            outcome = CommandOutcome.Refused("The node could not carry this out. Try again.");
        }

        return new CommandResult { CommandId = frame.CommandId, Accepted = outcome.Accepted, Error = outcome.Error ?? "" };
    }

    private Task<CommandOutcome> Execute(ClientFrame frame) => frame.CommandCase switch
    {
        ClientFrame.CommandOneofCase.Acknowledge => On(frame.Acknowledge.Patient, frame.Acknowledge.By, p => p.Acknowledge(frame.Acknowledge.Alarm, frame.Acknowledge.By)),
        ClientFrame.CommandOneofCase.EnterConsciousness => On(
            frame.EnterConsciousness.Patient, frame.EnterConsciousness.By, p => p.EnterConsciousness(frame.EnterConsciousness.Value, frame.EnterConsciousness.By)),
        ClientFrame.CommandOneofCase.EnterOxygen => On(
            frame.EnterOxygen.Patient, frame.EnterOxygen.By, p => p.EnterOxygen(frame.EnterOxygen.OnOxygen, frame.EnterOxygen.By)),
        ClientFrame.CommandOneofCase.EnterSpo2Scale => On(
            frame.EnterSpo2Scale.Patient,
            frame.EnterSpo2Scale.By,
            p => p.EnterSpo2Scale((int)frame.EnterSpo2Scale.Scale, frame.EnterSpo2Scale.By, frame.EnterSpo2Scale.Reason)),
        _ => Task.FromResult(CommandOutcome.Refused("This edge does not know that command.")),
    };

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
