namespace OrleansCare.Clinical.Scores;

/// <summary>Bedside PEWS (Parshuram 2009, table 1). Numbers are frozen.</summary>
public enum CapillaryRefill
{
    /// <summary>Below 3 s.</summary>
    Normal = 1,

    /// <summary>3 s or more.</summary>
    Slow = 2,
}

/// <summary>Bedside PEWS (Parshuram 2009, table 1). Numbers are frozen.</summary>
public enum RespiratoryEffort
{
    Normal = 1,
    Mild = 2,
    Moderate = 3,

    /// <summary>Severely increased, or any apnoea.</summary>
    Severe = 4,
}

/// <summary>Bedside PEWS (Parshuram 2009, table 1). Numbers are frozen.</summary>
public enum OxygenTherapy
{
    /// <summary>Room air.</summary>
    None = 1,

    /// <summary>Any, below 4 L/min or 50 %.</summary>
    Low = 2,

    /// <summary>4 L/min or 50 %, or more.</summary>
    High = 3,
}

/// <summary>What Bedside PEWS needs of an observer: seen together, entered together, and too old together.</summary>
public readonly record struct PaediatricObservation(CapillaryRefill CapillaryRefill, RespiratoryEffort RespiratoryEffort, OxygenTherapy OxygenTherapy);
