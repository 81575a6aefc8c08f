namespace Orleans.Runtime;

/// <summary>The smallest thing an activation executes: a beginning (<see cref="GrainWork"/>) or what follows an await.</summary>
internal readonly struct Turn(object what, object? state)
{
    public object What => what;

    public object? State => state;
}
