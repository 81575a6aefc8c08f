using System.Diagnostics.CodeAnalysis;
using Orleans.CodeGeneration;

namespace Orleans.Runtime;

/// <summary>Work that came and may not begin yet, oldest first. Idle, it holds nothing.</summary>
internal struct WaitingWork
{
    private GrainWork? _first;
    private GrainWork? _last;

    public int Count { readonly get; private set; }

    public void Enqueue(GrainWork work)
    {
        if (_last is null)
        {
            _first = work;
        }
        else
        {
            _last.Next = work;
        }

        _last = work;
        Count++;
    }

    public readonly bool TryPeek([NotNullWhen(true)] out GrainWork? work)
    {
        work = _first;
        return work is not null;
    }

    public bool TryDequeue([NotNullWhen(true)] out GrainWork? work)
    {
        work = _first;
        if (work is null)
        {
            return false;
        }

        _first = (GrainWork?)work.Next;
        work.Next = null;
        if (_first is null)
        {
            _last = null;
        }

        Count--;
        return true;
    }
}
