namespace OrleansCare.Clinical.Ecg.Scoring;

/// <summary>How annotations become the classes of ANSI/AAMI EC57.</summary>
public enum BeatMap
{
    /// <summary>As bxb of the WFDB applications: escape beats (e, j) are supraventricular.</summary>
    Ec57,

    /// <summary>As de Chazal et al., IEEE Trans Biomed Eng 2004;51:1196, table I: atrial and nodal escape beats (e, j) are N.</summary>
    DeChazal,
}
