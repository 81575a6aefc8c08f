// Each scenario is several processes; side by side they would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
