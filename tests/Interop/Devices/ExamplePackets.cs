using Google.Protobuf;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Time;
using Wire = OrleansCare.Contracts.Devices.Wire;

namespace OrleansCare.Interop.Tests.Devices;

internal static class ExamplePackets
{
    public static Wire.DevicePacket Wire(SiloTime receivedAt) => new()
    {
        Sequence = 42,
        DeviceTimeUs = receivedAt.UnixMicroseconds - 5,
        Numerics = new Wire.Numerics
        {
            Values =
            {
                new Wire.Numeric { Code = Mdc.HeartRate, Value = 72, Unit = "/min" },
                new Wire.Numeric { Code = 150364, Value = 98.6, Unit = "[degF]" },
            },
        },
        Waveforms =
        {
            new Wire.WaveformChunk
            {
                Code = Mdc.EcgLeadII,
                SampleRate = 250,
                FirstSample = 1_000_000,
                Gain = 5,
                Offset = 250,
                Unit = "uV",
                Samples = ByteString.CopyFrom(1, 0, 0xFE, 0xFF, 0, 0x80),
            },
        },
    };
}
