namespace OrleansCare.Edge;

/// <summary>The grain storage of this node.</summary>
internal static class EdgeStorage
{
    public const string Name = "edge";
}
