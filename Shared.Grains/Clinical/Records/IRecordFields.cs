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
}
