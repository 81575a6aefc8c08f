namespace OrleansCare.BedSimulator.Publishing;

/// <summary>What the devices know that they sent. A packet counts as sent at its first transmission, however often it is sent again.</summary>
public sealed class BedLedger
{
    private long _packetsSent;
    private long _samplesSent;
    private long _numericsSent;
    private long _packetsAcknowledged;
    private long _samplesAcknowledged;
    private long _packetsResent;
    private long _packetsShed;
    private long _connections;
    private long _refusedConnections;

    public long PacketsSent => Interlocked.Read(ref _packetsSent);

    public long SamplesSent => Interlocked.Read(ref _samplesSent);

    public long NumericsSent => Interlocked.Read(ref _numericsSent);

    public long PacketsAcknowledged => Interlocked.Read(ref _packetsAcknowledged);

    public long SamplesAcknowledged => Interlocked.Read(ref _samplesAcknowledged);

    /// <summary>Transmissions after the first one.</summary>
    public long PacketsResent => Interlocked.Read(ref _packetsResent);

    /// <summary>Given up without acknowledgement because the device's memory was full.</summary>
    public long PacketsShed => Interlocked.Read(ref _packetsShed);

    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Attempts that the edge answered with a refusal: a wrong password, an unknown device.</summary>
    public long RefusedConnections => Interlocked.Read(ref _refusedConnections);

    public AcknowledgementTimes AcknowledgementTimes { get; } = new();

    internal void Sent(int samples, int numerics)
    {
        Interlocked.Increment(ref _packetsSent);
        Interlocked.Add(ref _samplesSent, samples);
        Interlocked.Add(ref _numericsSent, numerics);
    }

    internal void Resent() => Interlocked.Increment(ref _packetsResent);

    internal void Acknowledged(int samples, TimeSpan after)
    {
        Interlocked.Increment(ref _packetsAcknowledged);
        Interlocked.Add(ref _samplesAcknowledged, samples);
        AcknowledgementTimes.Add(after);
    }

    internal void Shed() => Interlocked.Increment(ref _packetsShed);

    internal void Connected() => Interlocked.Increment(ref _connections);

    internal void Refused() => Interlocked.Increment(ref _refusedConnections);
}
