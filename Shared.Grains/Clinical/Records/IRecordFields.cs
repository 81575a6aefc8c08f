using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Records;

/// <summary>One visit method per type both writes and reads its state, so that the two directions cannot drift apart.</summary>
internal interface IRecordFields
{
    bool IsReading { get; }

    void Visit(ref bool value);

    void Visit(ref int value);

    void Visit(ref long value);

    void Visit(ref double value);

    void Visit(ref string value);

    void Visit(ref SiloTime value);

    void Visit(ref byte[] value);

    /// <summary>An enum of the default underlying type.</summary>
    void VisitEnum<TEnum>(ref TEnum value)
        where TEnum : struct, Enum;

    /// <summary>Number of items that follow; on reading refused above <paramref name="most"/>.</summary>
    int VisitCount(int count, int most);

    /// <summary>Number of rows of a table that grows with the code; on reading that of the build that wrote, the rows after it keep what they have.</summary>
    /// <param name="first">The rows of a snapshot before version 5, which does not name them.</param>
    int VisitRows(int rows, int first);

    /// <summary>Whether the fields follow that were added to a type after it was first written; false when the build that wrote did not know them.</summary>
    /// <param name="since">The version that brought them, for those from before version 5.</param>
    bool VisitMore(int since = RecordReader.Marked);

    /// <summary>Nothing more of this type follows; on reading refused when a newer build wrote more.</summary>
    void VisitEnd();
}
