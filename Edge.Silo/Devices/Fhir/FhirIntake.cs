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
    /// <returns>Null: the credentials are not those of the device that the Observation names.</returns>
    public async Task<ConnectedDevice?> DeviceOfAsync(Observation observation, Credentials credentials) =>
        SerialOf(observation) is { } serial ? await login.AuthenticateAsync(DeviceSource.Fhir, serial, credentials) : null;

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

        var outcome = decoded.Packet is { } packet && decoded.Accepted > 0 && !isHeld ? await intake.DeliverAsync(device.Grain, packet, content) : IntakeOutcome.Quarantined;
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

    /// <summary>Good elements that did not enter either have no patient, or there are none.</summary>
    private static IntakeReceipt Refused(DecodeResult decoded)
    {
        IReadOnlyList<Reject> rejects = decoded.Accepted == 0 && decoded.Rejects.Count > 0
            ? decoded.Rejects
            : [.. decoded.Rejects, new Reject(decoded.Accepted == 0 ? RejectReason.RequiredFieldMissing : RejectReason.NotAssociated, "Observation", Math.Max(1, decoded.Accepted))];
        return new IntakeReceipt(IntakeOutcome.Quarantined, null, 0, rejects.Sum(reject => reject.Count), decoded.Ignored, rejects);
    }

    /// <summary>device.identifier, or the identifier of the contained Device that device.reference names.</summary>
    private static string? SerialOf(Observation observation)
    {
        if (observation.Device?.Identifier?.Value is { } value)
        {
            return value;
        }

        var reference = observation.Device?.Reference;
        return observation.Contained.OfType<Device>().FirstOrDefault(device => reference == "#" + device.Id)?.Identifier.FirstOrDefault()?.Value;
    }

    private static UInt128 Hash(string device, byte[] content)
    {
        var hash = SHA256.HashData([.. Encoding.ASCII.GetBytes(device), 0, .. content]);
        return new UInt128(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash, 8));
    }
}
