namespace OrleansCare.Clinical.Vitals;

/// <summary>What a number is to the patient's picture.</summary>
internal enum Standing
{
    /// <summary>No vital sign, or one that gives way to a better source.</summary>
    None = 0,

    Current = 1,

    /// <summary>Of before: it belongs to the minute in which it was measured, and to nothing of now.</summary>
    History = 2,

    /// <summary>A measurement that was told before.</summary>
    Repeated = 3,
}
