namespace OrleansCare.Onnx.Tests;

public sealed class OnnxModelTests
{
    private static byte[] Golden(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", name));

    [Fact]
    public void A_model_with_known_weights_gives_exactly_the_known_result()
    {
        using var model = OnnxModel.Load(Golden("affine.onnx"));
        using var session = model.CreateSession();
        Span<float> output = stackalloc float[3];

        // relu(x W + b), W = [[1,-2,.5],[0,1,1],[2,0,-1],[-1,.5,0]], b = [.25,-1,3]
        session.Run([1, 2, 3, 4], output);

        Assert.Equal([3.25f, 1f, 2.5f], output.ToArray());
        Assert.Equal([1L, 4L], model.InputShape);
        Assert.Equal([1L, 3L], model.OutputShape);
        Assert.Equal(("x", "y"), (model.InputName, model.OutputName));
    }

    [Fact]
    public void An_inference_allocates_no_managed_byte()
    {
        using var model = OnnxModel.Load(Golden("affine.onnx"));
        using var session = model.CreateSession();
        var input = new float[4];
        var output = new float[3];
        session.Run(input, output);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            session.Run(input, output);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Sessions_of_one_model_run_at_the_same_time_without_touching_each_other()
    {
        using var model = OnnxModel.Load(Golden("affine.onnx"));

        Parallel.For(0, 8, worker =>
        {
            using var session = model.CreateSession();
            var output = new float[3];
            for (var i = 0; i < 200; i++)
            {
                session.Run([worker, 0, 0, 0], output);
                Assert.Equal(worker + 0.25f, output[0]);
            }
        });
    }

    [Fact]
    public void A_session_outlives_the_model_it_came_from()
    {
        var model = OnnxModel.Load(Golden("affine.onnx"));
        using var session = model.CreateSession();
        model.Dispose();
        var output = new float[3];

        session.Run([1, 2, 3, 4], output);

        Assert.Equal(3.25f, output[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(100)]
    public void Bytes_that_are_no_model_are_refused_by_name(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);

        var refused = Assert.Throws<OnnxException>(() => OnnxModel.Load(bytes));

        Assert.Equal(OnnxError.BadModel, refused.Error);
    }

    [Fact]
    public void A_truncated_model_is_refused_by_name()
    {
        var bytes = Golden("affine.onnx");

        var refused = Assert.Throws<OnnxException>(() => OnnxModel.Load(bytes.AsSpan(0, bytes.Length - 20)));

        Assert.Equal(OnnxError.BadModel, refused.Error);
    }

    [Theory]
    [InlineData("two-inputs.onnx")]
    [InlineData("doubles.onnx")]
    public void A_model_of_another_signature_is_refused_by_name(string file)
    {
        var refused = Assert.Throws<OnnxException>(() => OnnxModel.Load(Golden(file)));

        Assert.Equal(OnnxError.UnsupportedSignature, refused.Error);
    }

    [Fact]
    public void Spans_of_another_length_are_refused_by_name()
    {
        using var model = OnnxModel.Load(Golden("affine.onnx"));
        using var session = model.CreateSession();

        Assert.Equal(OnnxError.WrongLength, Assert.Throws<OnnxException>(() => session.Run(new float[5], new float[3])).Error);
        Assert.Equal(OnnxError.WrongLength, Assert.Throws<OnnxException>(() => session.Run(new float[4], new float[2])).Error);
    }

    [Fact]
    public void A_disposed_session_says_so()
    {
        using var model = OnnxModel.Load(Golden("affine.onnx"));
        var session = model.CreateSession();
        session.Dispose();

        Assert.Throws<ObjectDisposedException>(() => session.Run(new float[4], new float[3]));
    }
}
