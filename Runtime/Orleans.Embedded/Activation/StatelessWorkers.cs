using Orleans.CodeGeneration;

namespace Orleans.Runtime;

/// <summary>The activations of one stateless worker: the idle one works, then a new one up to the maximum, then the one with the shortest queue.</summary>
internal sealed class StatelessWorkers(Silo silo, GrainId grainId, GrainClass grainClass)
{
    private readonly Lock _lock = new();
    private readonly List<Activation> _workers = [];

    public List<Activation> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _workers];
            }
        }
    }

    public void Accept(GrainWork work)
    {
        lock (_lock)
        {
            var worker = _workers.MinBy(static worker => worker.IsBusy ? worker.Load + 1 : 0);
            if (worker is null || (worker.IsBusy && _workers.Count < grainClass.MaxLocalWorkers))
            {
                worker = new Activation(silo, grainId, grainClass);
                _workers.Add(worker);
            }

            worker.Accept(work);
        }
    }

    public void Remove(Activation worker)
    {
        lock (_lock)
        {
            _workers.Remove(worker);
        }
    }
}
