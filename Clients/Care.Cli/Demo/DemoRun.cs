using OrleansCare.BedSimulator;
using OrleansCare.BedSimulator.Admission;
using OrleansCare.BedSimulator.Devices;
using OrleansCare.BedSimulator.Publishing;
using OrleansCare.Contracts.Fleet;

namespace OrleansCare.Cli.Demo;

/// <summary>One run: hospital up, beds on, disturbances, drain, account.</summary>
internal sealed class DemoRun(DemoOptions options, TimeProvider time)
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(1);

    private readonly List<string> _notes = [];

    /// <summary>Exit code: 0 when every check is ok, 1 when not.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        options.Ports.RequireFree();
        var folder = new DemoFolder(options.Data);
        var allWell = false;
        try
        {
            allWell = await RunInAsync(folder.Path, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            allWell = options.Seconds is null;
        }
        finally
        {
            if (folder.Leave(allWell) is { } kept)
            {
                Console.Error.WriteLine($"Data and logs are in {kept}");
            }
        }

        return allWell ? 0 : 1;
    }

    private async Task<bool> RunInAsync(string directory, CancellationToken cancellationToken)
    {
        var sources = options.Records is null ? BedSources.Synthetic(options.Beds, options.Seed) : BedSources.Recorded(options.Records, options.Beds);
        var publish = new PublishOptions { Host = "127.0.0.1", Port = options.Ports.EdgeMqtt };
        var fleet = new BedFleet(sources, options.Seed, publish, time);
        await using var hospital = new DemoHospital(options.Ports, directory, cloudThere: options.CloudDownSeconds == 0, time);
        using var status = new StatusReader(options.Ports);
        Console.Error.WriteLine("Starting the silos ...");
        var cloudStart = options.CloudDownSeconds == 0 ? hospital.StartCloudAsync(cancellationToken) : Task.CompletedTask;
        await Task.WhenAll(cloudStart, hospital.StartEdgeAsync(cancellationToken));
        var feed = new Uri($"ws://127.0.0.1:{options.Ports.EdgeHttp}/station/live");
        var patients = new List<string>();
        foreach (var bed in fleet.Identities)
        {
            patients.Add(await EdgeAdmission.AdmitAsync(status.Edge, bed, cancellationToken));
        }

        await NurseRound.WalkAsync(feed, patients, cancellationToken);

        Console.Error.WriteLine($"Central station: http://127.0.0.1:{options.Ports.EdgeHttp}/    Cloud portal: http://127.0.0.1:{options.Ports.Cloud}/");
        Console.Error.WriteLine("Research and secondary display, not a cleared medical device.");

        var station = new StationListener(feed, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var listening = station.RunAsync(stop.Token);
        var publishing = fleet.PublishAsync(stop.Token);
        try
        {
            await WaitFor(station.WhenConnected, TimeSpan.FromSeconds(10), "the edge's station feed did not say hello", cancellationToken);
            var measuring = fleet.MeasureAsync(options.Seconds * 4L, stop.Token);
            var disturbing = DisturbAsync(hospital, stop.Token);
            await ShowAsync(measuring, disturbing, hospital, fleet, status, stop.Token);
            await disturbing;
            return options.Seconds is not { } seconds || await AccountAsync(seconds, fleet, hospital, status, station, stop, listening, publishing, cancellationToken);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(listening, publishing);
        }
    }

    private async Task DisturbAsync(DemoHospital hospital, CancellationToken cancellationToken)
    {
        async Task BringCloud()
        {
            await Task.Delay(TimeSpan.FromSeconds(options.CloudDownSeconds), time, cancellationToken);
            await hospital.StartCloudAsync(cancellationToken);
            _notes.Add($"The cloud was not there for the first {options.CloudDownSeconds} s.");
        }

        async Task KillEdge(int second)
        {
            await Task.Delay(TimeSpan.FromSeconds(second), time, cancellationToken);
            await hospital.KillEdgeAsync();
            await hospital.RestartEdgeAsync(cancellationToken);
            _notes.Add($"The edge was killed at {second} s and started again on the same data; its durable totals are compared, and its packets and items that came again are recognised duplicates.");
        }

        await Task.WhenAll(
            options.CloudDownSeconds > 0 ? BringCloud() : Task.CompletedTask, options.KillEdgeAt is { } at ? KillEdge(at) : Task.CompletedTask);
    }

    private async Task ShowAsync(
        Task measuring, Task disturbing, DemoHospital hospital, BedFleet fleet, StatusReader status, CancellationToken cancellationToken)
    {
        var line = new StatusLine(time);
        while (!measuring.IsCompleted)
        {
            await Task.WhenAny(measuring, Task.Delay(StatusEvery, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            hospital.RequireAlive();
            if (disturbing.IsFaulted)
            {
                await disturbing;
            }

            line.Show(fleet, await status.EdgeAsync(cancellationToken), await status.CloudAsync(cancellationToken));
        }

        line.End();
        await measuring;
    }

    private async Task<bool> AccountAsync(
        int seconds, BedFleet fleet, DemoHospital hospital, StatusReader status, StationListener station,
        CancellationTokenSource stop, Task listening, Task publishing, CancellationToken cancellationToken)
    {
        Console.Error.WriteLine("Draining ...");
        try
        {
            await fleet.WhenDrainedAsync(cancellationToken).WaitAsync(DrainLimit, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            _notes.Add($"{fleet.Waiting} packets had no acknowledgement {DrainLimit.TotalSeconds} s after the beds stopped.");
        }

        var (edge, cloud) = await SettleAsync(hospital, status, cancellationToken);
        await stop.CancelAsync();
        await Task.WhenAll(listening, publishing);
        foreach (var killed in await hospital.StopAsync())
        {
            _notes.Add($"The {killed} silo did not stop when asked and was killed.");
        }

        var summary = DemoAccount.Make(options, seconds, fleet, edge, cloud, station, hospital, _notes);
        await SummaryFile.WriteAsync(summary, options.Json, cancellationToken);
        return summary.Ok;
    }

    /// <summary>Asks both until the edge's outbox is empty and nothing was added while the cloud answered.</summary>
    private async Task<(EdgeStatus Edge, CloudStatus Cloud)> SettleAsync(DemoHospital hospital, StatusReader status, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            hospital.RequireAlive();
            var before = await status.EdgeAsync(cancellationToken);
            var cloud = await status.CloudAsync(cancellationToken);
            var after = await status.EdgeAsync(cancellationToken);
            var settled = before is { OutboxDepth: 0 } && after is { OutboxDepth: 0 } && before.OutboxItems.Values.Sum() == after.OutboxItems.Values.Sum();
            var late = time.GetElapsedTime(began) > DrainLimit;
            if (after is not null && cloud is not null && (settled || late))
            {
                if (!settled)
                {
                    _notes.Add($"The outbox was not empty {DrainLimit.TotalSeconds} s after the last acknowledgement.");
                }

                return (after, cloud);
            }

            if (late)
            {
                throw new CliException($"{(after is null ? "The edge" : "The cloud")} does not answer GET /api/status.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancellationToken);
        }
    }

    private async Task WaitFor(Task what, TimeSpan limit, string otherwise, CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(what, Task.Delay(limit, time, cancellationToken)) != what)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new CliException($"After {limit.TotalSeconds} s {otherwise}.");
        }
    }
}
