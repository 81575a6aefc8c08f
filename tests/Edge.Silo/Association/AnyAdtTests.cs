using System.Net.Http.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using OrleansCare.Contracts.Devices;
using OrleansCare.Contracts.Patients;
using OrleansCare.Edge.Association;
using OrleansCare.Edge.Tests.Devices.Hl7;
using OrleansCare.Edge.Tests.Hosting;

namespace OrleansCare.Edge.Tests.Association;

/// <summary>What holds of beds, stays and devices after any hospital events in any order, with devices that speak and staff that move patients in between.</summary>
public class AnyAdtTests
{
    private const int Sequences = 40;
    private const int Length = 8;

    private static readonly string[] Kinds =
        ["by hand", "device", "device", "A01", "A01", "A02", "A02", "A03", "A04", "A08", "A11", "A12", "A13", "A17", "A21", "A22", "A31", "A40"];

    /// <param name="Other">The second patient of a swap or merge, and the device that speaks.</param>
    /// <param name="HasBed">The message says where.</param>
    /// <param name="HasBoth">PID-3 holds the numbers of both patients; a device says whom it measures.</param>
    public sealed record Step(int Kind, int Patient, int Other, int Bed, bool HasBed, bool HasBoth)
    {
        public override string ToString() => $"{Kinds[Kind]} patient {Patient}{(HasBoth ? "~" : " other ")}{Other} bed {(HasBed ? Bed : "-")}";
    }

    [Fact]
    public async Task After_any_event_a_bed_has_one_stay_a_patient_one_bed_and_a_stay_the_devices_of_its_bed_and_the_same_event_again_changes_nothing()
    {
        await using var node = await EdgeNode.StartAsync();
        using var sender = await Hl7Sender.ConnectAsync(node.Hl7Port);
        var steps = from kind in Gen.Choose(0, Kinds.Length - 1)
                    from patient in Gen.Choose(1, 3)
                    from other in Gen.Choose(1, 3)
                    from bed in Gen.Choose(1, 3)
                    from hasBed in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
                    from hasBoth in Gen.Frequency((1, Gen.Constant(true)), (3, Gen.Constant(false)))
                    select new Step(kind, patient, other, bed, hasBed, hasBoth);
        var sequence = 0;
        var property = Prop.ForAll(steps.ArrayOf(Length).ToArbitrary(), given => new Hospital(node, sender, $"{++sequence}x").RunAsync(given).GetAwaiter().GetResult());

        await Task.Run(() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(Sequences), property));
    }

    /// <summary>Three beds, patients and devices of one sequence: their names are its own.</summary>
    private sealed class Hospital(EdgeNode node, Hl7Sender sender, string name)
    {
        private readonly IGrainFactory _grains = node.Services.GetRequiredService<IGrainFactory>();
        private int _messages;

        private IWardGrain Ward => _grains.GetGrain<IWardGrain>("ward");

        public async Task RunAsync(Step[] steps)
        {
            foreach (var step in steps)
            {
                var act = await PrepareAsync(step);
                await act();
                var (once, history) = await StateAsync();
                await act();
                var (twice, longer) = await StateAsync();
                Assert.Equal(once, twice);
                Assert.True(step.Kind == 0 || history == longer, $"{step} again is in the history again");
            }

            foreach (var patient in new[] { 1, 2, 3 })
            {
                await SendAsync(AdtTests.Adt(Id, "A03", MrnOf(patient), ""));
            }
        }

        /// <returns>Does the same as often as it is called.</returns>
        private async Task<Func<Task>> PrepareAsync(Step step)
        {
            var (patient, other) = (MrnOf(step.Patient), MrnOf(step.Other));
            var bed = step.HasBed ? $"ICU^^{name}{step.Bed}" : "";
            var numbers = step.HasBoth ? $"{patient}^^^H^MR~{other}" : patient;
            var (stay, second) = (await Ward.Find(null, [patient]), await Ward.Find(null, [other]));
            switch (Kinds[step.Kind])
            {
                case "by hand":
                    return () => stay is null
                        ? Task.CompletedTask
                        : node.Client.PostAsJsonAsync(new Uri(node.Http, $"/api/stays/{stay.Patient}/transfer"), new TransferRequest($"ICU-{name}{step.Bed}", null, "nurse"));
                case "device":
                    return () => SendAsync(MllpTests.Report(Id, step.HasBoth ? patient : "", bed, device: $"MONITOR-{name}{step.Other}"));
                case "A17":
                    var (to, back) = (PlaceOf(second) ?? bed, PlaceOf(stay) ?? bed);
                    return () => SendAsync(AdtTests.Adt(Id, "A17", numbers, to) + Hl7Sender.Lines($"PID|||{other}^^^H^MR||Roe^Bob", $"PV1||I|{back}"));
                case "A40":
                    return () => SendAsync(AdtTests.Adt(Id, "A40", numbers, bed) + Hl7Sender.Lines($"MRG|{other}^^^H^MR"));
                case var trigger:
                    return () => SendAsync(AdtTests.Adt(Id, trigger, numbers, bed));
            }
        }

        /// <summary>Who lies where with which devices, when that is as it must be; and how long the history is.</summary>
        private async Task<(string State, int History)> StateAsync()
        {
            var stays = new List<BedOccupant>();
            foreach (var patient in await Ward.GetPatients())
            {
                stays.Add((await Ward.FindStay(patient))!);
            }

            Assert.Distinct(stays.Select(stay => stay.Bed));
            Assert.Distinct(stays.Select(stay => stay.Mrn));
            var history = (await _grains.GetGrain<IAssociationGrain>("association").History(null)).Where(line => line.Bed.StartsWith("ICU-" + name, StringComparison.Ordinal)).ToArray();
            var lines = new List<string>(stays.Select(stay => $"{stay.Bed}: {stay.Mrn}, {stay.Patient}"));
            foreach (var placed in history.Where(line => line.Change == "placed").GroupBy(line => line.Device!))
            {
                var bed = placed.Last().Bed;
                var occupant = stays.SingleOrDefault(stay => stay.Bed == bed);
                var last = history.LastOrDefault(line => line.Bed == bed && line.Change is "occupied" or "vacated");
                var isThere = occupant is not null && last is { Change: "occupied" };
                var holder = (await _grains.GetGrain<IDeviceGrain>(placed.Key).GetReport()).Patient;
                Assert.Equal(isThere ? occupant!.Patient : null, holder);
                lines.Add($"{placed.Key}: {bed}, {holder}");
            }

            return (string.Join('\n', lines.Order(StringComparer.Ordinal)), history.Length);
        }

        private string Id => $"{name}{++_messages}";

        private string MrnOf(int patient) => $"P{name}{patient}";

        private static string? PlaceOf(BedOccupant? stay) => stay?.Bed.Replace("-", "^^", StringComparison.Ordinal);

        private async Task SendAsync(string message)
        {
            var reply = await sender.AskAsync(message);
            Assert.True(reply.Contains("|AA|", StringComparison.Ordinal) || reply.Contains("|AE|", StringComparison.Ordinal), reply);
        }
    }
}
