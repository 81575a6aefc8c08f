namespace OrleansCare.Interop.Hl7.Admissions;

/// <summary>ADT trigger events (table 0003): those that concern a bed or a patient's identity, and those that do not.</summary>
internal static class AdtEvents
{
    private const int Last = 62;

    public static AdtKind? KindOf(string trigger) => trigger switch
    {
        "A01" => AdtKind.Admit,
        "A02" => AdtKind.Transfer,
        "A03" => AdtKind.Discharge,
        "A04" => AdtKind.Register,
        "A06" => AdtKind.OutpatientToInpatient,
        "A07" => AdtKind.InpatientToOutpatient,
        "A08" or "A31" => AdtKind.Update,
        "A11" => AdtKind.CancelAdmit,
        "A12" => AdtKind.CancelTransfer,
        "A13" => AdtKind.CancelDischarge,
        "A17" => AdtKind.SwapPatients,
        "A21" => AdtKind.LeaveOfAbsence,
        "A22" => AdtKind.ReturnFromLeave,
        "A18" or "A34" or "A36" or "A40" => AdtKind.MergePatients,
        _ => null,
    };

    /// <summary>A01 to A62: the standard has it.</summary>
    public static bool IsKnown(string trigger) => trigger is ['A', var tens, var ones] && char.IsAsciiDigit(tens) && char.IsAsciiDigit(ones)
        && ((tens - '0') * 10) + (ones - '0') is >= 1 and <= Last;
}
