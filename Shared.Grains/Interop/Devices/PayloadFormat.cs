namespace OrleansCare.Interop.Devices;

/// <summary>The last part of the topic care/v1/{serial}/{format}.</summary>
public enum PayloadFormat
{
    /// <summary>care.device.v1.DevicePacket (Contracts/Devices/device.proto).</summary>
    Protobuf = 1,

    /// <summary>The object docs/device-payloads.md describes.</summary>
    Json = 2,
}
