using Orleans.CodeGeneration;

namespace Orleans.Runtime;

/// <summary>Many put turns in, one takes them out, oldest first. Idle, it holds nothing.</summary>
internal struct TurnQueue
{
    // What came last is first here; the taker takes all of it at once and turns it round.
    private Turn? _incoming;
    private Turn? _ready;

    public void Enqueue(Turn turn)
    {
        var newest = Volatile.Read(ref _incoming);
        while (true)
        {
            turn.Next = newest;
            var found = Interlocked.CompareExchange(ref _incoming, turn, newest);
            if (ReferenceEquals(found, newest))
            {
                return;
            }

            newest = found;
        }
    }

    /// <summary>Only when there is one.</summary>
    public Turn Dequeue()
    {
        var turn = _ready ?? OldestFirst(Interlocked.Exchange(ref _incoming, null)!);
        _ready = turn.Next;
        turn.Next = null;
        return turn;
    }

    private static Turn OldestFirst(Turn newest)
    {
        Turn? oldest = null;
        for (Turn? turn = newest; turn is not null;)
        {
            var older = turn.Next;
            turn.Next = oldest;
            oldest = turn;
            turn = older;
        }

        return oldest!;
    }
}
