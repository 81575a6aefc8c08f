using System.Collections.Immutable;
using Orleans;

namespace OrleansCare.Engine.Contract.Copies;

[GenerateSerializer, Alias("contract.Point")]
public readonly record struct Point(int X, int Y);

[GenerateSerializer, Alias("contract.Shape")]
public abstract record Shape([property: Id(0)] string Name);

[GenerateSerializer, Alias("contract.Polygon")]
public sealed record Polygon(string Name, Point[] Corners) : Shape(Name);

[GenerateSerializer, Alias("contract.Folder")]
public class Folder
{
    [Id(0)]
    private readonly List<string> _notes = [];

    [Id(1)]
    public Dictionary<string, Shape> Shapes { get; init; } = [];

    [Id(2)]
    public ImmutableArray<int> Numbers { get; set; }

    [Id(3)]
    public ReadOnlyMemory<byte> Bytes { get; set; }

    [Id(4)]
    public (DateTimeOffset At, int? Level) Stamp { get; set; }

    public IReadOnlyList<string> Notes => _notes;

    public void Note(string text) => _notes.Add(text);
}

public readonly struct Foreign(string text)
{
    public string Text => text;
}

[GenerateSerializer, Alias("contract.ForeignSurrogate")]
public struct ForeignSurrogate
{
    [Id(0)]
    public string Text { get; set; }
}

[RegisterConverter]
public sealed class ForeignConverter : IConverter<Foreign, ForeignSurrogate>
{
    public Foreign ConvertFromSurrogate(in ForeignSurrogate surrogate) => new(surrogate.Text);

    public ForeignSurrogate ConvertToSurrogate(in Foreign value) => new() { Text = value.Text };
}

[GenerateSerializer, Alias("contract.RefusedException")]
public sealed class RefusedException(string message, int code) : Exception(message)
{
    [Id(0)]
    public int Code { get; } = code;
}

[Alias("contract.IMessages")]
public interface IMessages : IGrainWithIntegerKey
{
    [Alias("Keep")]
    Task Keep(Folder folder, int[] numbers);

    [Alias("Folder")]
    Task<Folder> Folder();

    [Alias("Sum")]
    ValueTask<int> Sum();

    [Alias("Echo")]
    Task<Foreign> Echo(Foreign foreign);

    [Alias("EchoShapes")]
    Task<IReadOnlyList<Shape>> EchoShapes(IReadOnlyList<Shape> shapes);

    [Alias("EchoSamples")]
    ValueTask<ReadOnlyMemory<short>> EchoSamples(ReadOnlyMemory<short> samples);

    [Alias("Refuse")]
    Task Refuse();
}

[GrainType("contract.messages")]
public sealed class MessageGrain : Grain, IMessages
{
    private Folder _folder = new();
    private int[] _numbers = [];

    public Task Keep(Folder folder, int[] numbers)
    {
        _folder = folder;
        _numbers = numbers;
        return Task.CompletedTask;
    }

    public Task<Folder> Folder() => Task.FromResult(_folder);

    public ValueTask<int> Sum() => new(_numbers.Sum());

    public Task<Foreign> Echo(Foreign foreign) => Task.FromResult(foreign);

    public Task<IReadOnlyList<Shape>> EchoShapes(IReadOnlyList<Shape> shapes) => Task.FromResult(shapes);

    public ValueTask<ReadOnlyMemory<short>> EchoSamples(ReadOnlyMemory<short> samples) => new(samples);

    public Task Refuse() => throw new RefusedException("not today", 42);
}
