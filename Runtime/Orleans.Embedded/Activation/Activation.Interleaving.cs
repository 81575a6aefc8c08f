using Orleans.CodeGeneration;
using Orleans.Storage;

namespace Orleans.Runtime;

internal sealed partial class Activation
{
    private readonly bool _reentrant;
    private WaitingWork _waiting;
    private List<GrainWork>? _suspended;
    private List<Guid>? _openTo;
    private GrainWork? _exclusive;
    private GrainWork? _beginning;
    private int _readers;
    private int _running;

    /// <summary>The call on whose behalf this activation acts now; among interleaved ones a guess.</summary>
    public Request? RunningRequest => (_beginning ?? _exclusive) as Request;

    public bool HasFilters { get; private set; }

    public void OpenTo(Guid reentrancyId) => (_openTo ??= []).Add(reentrancyId);

    public void CloseTo(Guid reentrancyId) => _openTo?.Remove(reentrancyId);

    /// <summary>Keeps hold of a call whose method awaits something, even if nothing else does.</summary>
    public void Suspend(GrainWork work) => (_suspended ??= []).Add(work);

    public void Finished(GrainWork work)
    {
        _running--;
        _suspended?.Remove(work);
        if (ReferenceEquals(_exclusive, work))
        {
            _exclusive = null;
        }
        else if (work.CountedAsReader)
        {
            work.CountedAsReader = false;
            _readers--;
        }

        if (work.KeepsAlive)
        {
            _lastUse = Silo.Now;
        }
    }

    /// <summary>State that lost against another writer is of no use any more.</summary>
    public void Failed(Exception exception)
    {
        if (exception is InconsistentStateException)
        {
            Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, exception, "Its stored state was changed by somebody else."));
        }
    }

    public void Receive(GrainWork work)
    {
        if (_stage == Stage.Gone)
        {
            work.Forward(Silo);
        }
        else if (MayBegin(work) && (_waiting.Count == 0 || Interleaved(work) || work.ReadsOnly))
        {
            Begin(work);
        }
        else
        {
            _waiting.Enqueue(work);
            ActivateIfNew(work);
        }
    }

    private void BeginWaiting()
    {
        while (_waiting.TryPeek(out var work) && MayBegin(work))
        {
            _waiting.TryDequeue(out _);
            PassOn();
            Begin(work);
            Clean();
        }

        if (_toldOfLoad && Load <= Silo.NoticedLoad / 2)
        {
            _toldOfLoad = false;
        }

        DeactivateIfQuiet();
    }

    private bool MayBegin(GrainWork work)
    {
        if (_stage != Stage.Active)
        {
            return false;
        }

        if (_running > 0 && Interleaved(work))
        {
            return true;
        }

        return !_leaving && _exclusive is null && (_readers == 0 || work.ReadsOnly);
    }

    private bool Interleaved(GrainWork work) =>
        _reentrant || work.Interleaves
        || (_openTo is { Count: > 0 } && work is Request { Context: { } context } && ComesBack(context))
        || (_class?.MayInterleave is { } may && work is Request request && may(GrainInstance!, request));

    private bool ComesBack(Dictionary<string, object> context) => RequestContext.ReentrancyIdOf(context) is { } id && _openTo!.Contains(id);

    private void Begin(GrainWork work)
    {
        _running++;
        if (!Interleaved(work))
        {
            if (work.ReadsOnly)
            {
                work.CountedAsReader = true;
                _readers++;
            }
            else
            {
                _exclusive = work;
            }
        }

        _beginning = work;
        work.Begin(this);
        _beginning = null;
    }
}
