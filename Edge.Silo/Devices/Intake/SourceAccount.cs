namespace OrleansCare.Edge.Devices.Intake;

/// <summary>
/// What one source has brought since the start, in elements: <see cref="CameIn"/> = <see cref="Accepted"/> + <see cref="Repeated"/> +
/// <see cref="Quarantined"/> + <see cref="Ignored"/> + <see cref="NotKept"/>.
/// </summary>
internal sealed class SourceAccount(DeviceSource source)
{
    private long _deliveries;
    private long _cameIn;
    private long _accepted;
    private long _repeated;
    private long _quarantined;
    private long _ignored;
    private long _notKept;
    private long _mended;

    public DeviceSource Source => source;

    public long Deliveries => Volatile.Read(ref _deliveries);

    public long CameIn => Volatile.Read(ref _cameIn);

    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>Good elements of a delivery that had come before.</summary>
    public long Repeated => Volatile.Read(ref _repeated);

    public long Quarantined => Volatile.Read(ref _quarantined);

    public long Ignored => Volatile.Read(ref _ignored);

    /// <summary>The sender was told to send again; then they count anew.</summary>
    public long NotKept => Volatile.Read(ref _notKept);

    /// <summary>Elements that entered out of quarantine, beside the sum: they came in earlier and stay counted as quarantined.</summary>
    public long Mended => Volatile.Read(ref _mended);

    public void AddReplay(in IntakeReceipt receipt)
    {
        if (receipt.Outcome == IntakeOutcome.Accepted)
        {
            Interlocked.Add(ref _mended, receipt.Accepted);
        }
    }

    public void Add(in IntakeReceipt receipt)
    {
        var total = receipt.Accepted + receipt.Quarantined + receipt.Ignored;
        Interlocked.Increment(ref _deliveries);
        Interlocked.Add(ref _cameIn, total);
        if (!receipt.IsKept)
        {
            Interlocked.Add(ref _notKept, total);
            return;
        }

        Interlocked.Add(ref receipt.Outcome == IntakeOutcome.Repeated ? ref _repeated : ref _accepted, receipt.Accepted);
        Interlocked.Add(ref _quarantined, receipt.Quarantined);
        Interlocked.Add(ref _ignored, receipt.Ignored);
    }
}
