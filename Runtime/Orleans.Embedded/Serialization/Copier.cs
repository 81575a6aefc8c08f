using System.Runtime.CompilerServices;

namespace Orleans.CodeGeneration;

internal abstract class Copier
{
    public abstract bool IsIdentity { get; }

    public abstract object CopyObject(object value);
}

internal abstract class Copier<T> : Copier
{
    public abstract T Copy(T value);

    public override object CopyObject(object value) => Copy((T)value)!;
}

/// <summary>For values of exactly this type.</summary>
internal sealed class ExactCopier<T>(Func<T, T>? copy) : Copier<T>
{
    public override bool IsIdentity => copy is null;

    public override T Copy(T value)
    {
        if (copy is null || value is null)
        {
            return value;
        }

        // A cycle ends here in an exception instead of the process in a stack overflow.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return copy(value);
    }
}

/// <summary>For values that may be of a derived type.</summary>
internal sealed class DispatchingCopier<T> : Copier<T>
{
    public override bool IsIdentity => false;

    public override T Copy(T value) => value is null ? value : (T)Copies.For(value.GetType()).CopyObject(value);
}
