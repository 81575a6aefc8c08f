namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>What independent signals say of an alarm. Frozen numbers.</summary>
public enum Verdict
{
    /// <summary>No trustworthy signal says for or against it: the alarm stands.</summary>
    Undetermined = 0,

    Confirmed = 1,

    /// <summary>A trustworthy signal shows what cannot be if the alarm were true.</summary>
    Contradicted = 2,
}

/// <param name="Evidence">In numbers, for staff; empty when undetermined.</param>
public readonly record struct Judgement(Verdict Verdict, string Evidence)
{
    public static readonly Judgement Undetermined = new(Verdict.Undetermined, "");
}
