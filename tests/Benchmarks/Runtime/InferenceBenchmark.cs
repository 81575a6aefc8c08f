using BenchmarkDotNet.Attributes;
using OrleansCare.Onnx;
using OrleansCare.TestKit;

namespace OrleansCare.Benchmarks.Runtime;

[MemoryDiagnoser]
public class InferenceBenchmark
{
    private OnnxModel _model = null!;
    private OnnxSession _session = null!;
    private float[] _input = [];
    private float[] _output = [];

    [GlobalSetup]
    public void Setup()
    {
        _model = OnnxModel.Load(File.ReadAllBytes(Repository.PathOf("Edge.Silo", "Inference", "Models", "beat-classifier", "model.onnx")));
        _session = _model.CreateSession();
        (_input, _output) = (new float[_session.InputLength], new float[_session.OutputLength]);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _session.Dispose();
        _model.Dispose();
    }

    [Benchmark]
    [AllocatedBytes(0)]
    public float Run()
    {
        _session.Run(_input, _output);
        return _output[0];
    }
}
