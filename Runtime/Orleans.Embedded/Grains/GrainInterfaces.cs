using Orleans.Runtime;

namespace Orleans.Runtime
{
    public interface IAddressable;

    public interface IGrainRuntime;
}

namespace Orleans
{
    public interface IGrain : IAddressable;

    public interface IGrainWithStringKey : IGrain;

    public interface IGrainWithGuidKey : IGrain;

    public interface IGrainWithIntegerKey : IGrain;

    public interface IGrainObserver : IAddressable;
}
