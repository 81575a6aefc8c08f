namespace OrleansCare.Interop.Hl7.Files;

public enum Hl7PieceKind
{
    Message = 1,

    /// <summary>A line of a batch: FHS, BHS, BTS or FTS.</summary>
    BatchWrapper,

    /// <summary>Bytes that belong to no message.</summary>
    Junk,

    /// <summary>A message whose MLLP frame began and did not end.</summary>
    Unfinished,
}

/// <summary>A part of a file; the bytes are the file's own.</summary>
public readonly record struct Hl7Piece(Hl7PieceKind Kind, ReadOnlyMemory<byte> Bytes);
