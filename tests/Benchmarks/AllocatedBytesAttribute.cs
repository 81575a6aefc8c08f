namespace OrleansCare.Benchmarks;

/// <summary>What one operation may allocate at most, in managed bytes: <c>--check</c> fails above it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AllocatedBytesAttribute(long budget) : Attribute
{
    public long Budget { get; } = budget;
}
