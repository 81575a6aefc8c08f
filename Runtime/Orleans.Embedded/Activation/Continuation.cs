using Orleans.CodeGeneration;

namespace Orleans.Runtime;

/// <summary>What follows an await; pooled.</summary>
internal sealed class Continuation : Turn
{
    private Delegate? _callback;
    private object? _state;

    /// <param name="callback">A SendOrPostCallback or an Action of object.</param>
    public static Continuation Of(Delegate callback, object? state)
    {
        var turn = TurnPool<Continuation>.Rent();
        turn._callback = callback;
        turn._state = state;
        return turn;
    }

    internal override void Execute(Activation activation)
    {
        var (callback, state) = (_callback, _state);
        (_callback, _state) = (null, null);
        TurnPool<Continuation>.Return(this);
        if (callback is Action<object?> action)
        {
            action(state);
        }
        else
        {
            ((SendOrPostCallback)callback!)(state);
        }
    }
}
