using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Hl7.Fhir.Model;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Edge.Devices.Intake;
using OrleansCare.Edge.Devices.Quarantine;
using OrleansCare.Interop.Devices;

namespace OrleansCare.Edge.Devices.Fhir;

/// <summary>
/// One Observation to its device. FHIR has no packet counter: the device's next number is given after the check for repeats, which goes by identifier
/// and content, in memory.
/// </summary>
internal sealed class FhirIntake(DeviceIntake intake, DeviceLogin login, ContentMemory memory)
{
    /// <param name="serials">Those that the Observation's device may be enrolled with (<see cref="DeviceReferences"/>).</param>
    /// <returns>Null: the credentials are not those of the device that the Observation names.</returns>
    public async Task<ConnectedDevice?> DeviceOfAsync(IReadOnlyList<string> serials, Credentials credentials)
    {
        foreach (var serial in serials)
        {
            if (await login.AuthenticateAsync(DeviceSource.Fhir, serial, credentials) is { } device)
            {
                return device;
            }
        }

        return null;
    }

    /// <param name="isHeld">The device's profile is not confirmed: nothing of it may enter.</param>
    public DecodeResult Read(ConnectedDevice device, Observation observation, SiloTime receivedAt, out bool isHeld) =>
        intake.Read(device, profile => FhirObservations.Decode(observation, device.Key, receivedAt, profile, only: null), out isHeld);

    public async Task<IntakeReceipt> TakeAsync(ConnectedDevice device, Observation observation, byte[] body, SiloTime receivedAt)
    {
        var decoded = Read(device, observation, receivedAt, out var isHeld);
        var content = Hash(device.Key, body);
        var key = observation.Identifier.FirstOrDefault() is { } identifier
            ? Hash(device.Key, Encoding.UTF8.GetBytes($"{identifier.System}|{identifier.Value}"))
            : content;
        if (memory.Find(key) is { } known)
        {
            return await RepeatedAsync(device, known == content, decoded, body, receivedAt);
        }

        var outcome = HasValues(decoded) && !isHeld ? await intake.DeliverAsync(device.Grain, decoded.Packet!, content) : IntakeOutcome.Quarantined;
        var receipt = outcome == IntakeOutcome.Quarantined ? Refused(decoded) : IntakeReceipt.Of(outcome, decoded);
        if (receipt.Rejects.Count > 0)
        {
            var item = new QuarantineItem(device.Key, DeviceSource.Fhir, KeptPayload.FhirJson, receipt.Rejects, receivedAt);
            receipt = await intake.KeepAsync(item, new ReadOnlySequence<byte>(body)) ? receipt : receipt with { Outcome = IntakeOutcome.NotKept };
        }

        if (receipt.IsKept)
        {
            memory.Add(key, content);
        }

        intake.Note(DeviceSource.Fhir, receipt);
        return receipt;
    }

    private async Task<IntakeReceipt> RepeatedAsync(ConnectedDevice device, bool isSame, DecodeResult decoded, byte[] body, SiloTime receivedAt)
    {
        if (!isSame)
        {
            return await intake.RefuseAsync(
                device.Key, DeviceSource.Fhir, KeptPayload.FhirJson, new Reject(RejectReason.MessageIdReused, "Observation.identifier"), new ReadOnlySequence<byte>(body), receivedAt);
        }

        var receipt = IntakeReceipt.Of(IntakeOutcome.Repeated, decoded);
        intake.Note(DeviceSource.Fhir, receipt);
        return receipt;
    }

    /// <summary>A time alone is of no use: it is ignored then.</summary>
    public static bool HasValues(DecodeResult decoded) => decoded is { Accepted: > 0, Packet: { } packet } && packet.Numerics.Count + packet.Waveforms.Count > 0;

    /// <summary>Good elements that did not enter either have no patient, or there are none.</summary>
    private static IntakeReceipt Refused(DecodeResult decoded)
    {
        var isGood = HasValues(decoded);
        IReadOnlyList<Reject> rejects = !isGood && decoded.Rejects.Count > 0
            ? decoded.Rejects
            : [.. decoded.Rejects, new Reject(isGood ? RejectReason.NotAssociated : RejectReason.RequiredFieldMissing, "Observation", isGood ? decoded.Accepted : 1)];
        return new IntakeReceipt(IntakeOutcome.Quarantined, null, 0, rejects.Sum(reject => reject.Count), decoded.Ignored + (isGood ? 0 : decoded.Accepted), rejects);
    }

    private static UInt128 Hash(string device, byte[] content)
    {
        var hash = SHA256.HashData([.. Encoding.ASCII.GetBytes(device), 0, .. content]);
        return new UInt128(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash, 8));
    }
}
