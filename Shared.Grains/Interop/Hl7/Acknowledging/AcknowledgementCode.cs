namespace OrleansCare.Interop.Hl7.Acknowledging;

/// <summary>MSA-1, table 0008. The names are what is sent.</summary>
public enum AcknowledgementCode
{
    /// <summary>Safely stored: it need not be sent again.</summary>
    CA = 1,

    /// <summary>It could not be stored: send again.</summary>
    CE,

    /// <summary>This version, type or processing id is not taken here.</summary>
    CR,

    /// <summary>Processed; rejected elements are named.</summary>
    AA,

    /// <summary>Nothing of the content could be used, or it could not be stored in the original mode.</summary>
    AE,

    /// <summary>As <see cref="CR"/>, in the application's voice: do not send it again as it is.</summary>
    AR,
}
