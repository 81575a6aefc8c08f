namespace OrleansCare.EmbeddedEngine.Tests.Generator;

public sealed class DiagnosticTests
{
    [Theory]
    [InlineData("void Do();")]
    [InlineData("int Count();")]
    [InlineData("IAsyncEnumerable<int> All();")]
    [InlineData("int Level { get; }")]
    [InlineData("[OneWay] Task<int> Tell();")]
    public void A_member_that_is_not_asynchronous_does_not_build(string member) =>
        Build.Fails("OE0001", "IBed", $"public interface IBed : IGrainWithStringKey {{ {member} }}");

    [Theory]
    [InlineData("Task Take(Plain plain);")]
    [InlineData("Task Take(List<Plain[]> plain);")]
    [InlineData("ValueTask<Plain> Give();")]
    [InlineData("Task Take((int, Plain) pair);")]
    public void A_type_without_a_codec_does_not_build(string member) =>
        Build.Fails("OE0002", "Plain", $"public class Plain; public interface IBed : IGrainWithStringKey {{ {member} }}");

    [Fact]
    public void A_member_without_a_codec_does_not_build() =>
        Build.Fails("OE0002", "Plain", "public class Plain; [GenerateSerializer] public record Message(Plain Plain);");

    [Fact]
    public void State_without_a_codec_does_not_build() =>
        Build.Fails("OE0002", "Plain", """
            public class Plain;
            [GrainType("bed")] public class Bed([PersistentState("s", "m")] IPersistentState<Plain> state) : Grain, IGrainWithStringKey { public int Code => state.GetHashCode(); }
            """);

    [Fact]
    public void An_alias_given_twice_does_not_build() =>
        Build.Fails("OE0003", "care.same", """
            [GenerateSerializer, Alias("care.same")] public record A(int X);
            [GenerateSerializer, Alias("care.same")] public record B(int X);
            """);

    [Fact]
    public void A_method_alias_given_twice_in_one_interface_does_not_build() =>
        Build.Fails("OE0003", "Go", """public interface IBed : IGrainWithStringKey { [Alias("Go")] Task A(); [Alias("Go")] Task B(); }""");

    [Fact]
    public void A_grain_type_given_twice_does_not_build() =>
        Build.Fails("OE0003", "bed", """
            [GrainType("bed")] public class A : Grain, IGrainWithStringKey;
            [GrainType("bed")] public class B : Grain, IGrainWithStringKey;
            """);

    [Fact]
    public void A_grain_class_without_a_grain_type_does_not_build() =>
        Build.Fails("OE0004", "Bed", "public class Bed : Grain, IGrainWithStringKey;");

    [Theory]
    [InlineData("Task Go(CancellationToken stop, int x);")]
    [InlineData("Task Go<T>(int x);")]
    [InlineData("Task Go(ref int x);")]
    public void What_only_one_engine_could_do_does_not_build(string member) =>
        Build.Fails("OE0005", "IBed", $"public interface IBed : IGrainWithStringKey {{ {member} }}");

    [Fact]
    public void A_generic_grain_interface_does_not_build() =>
        Build.Fails("OE0005", "IBed", "public interface IBed<T> : IGrainWithStringKey { Task Go(); }");

    [Fact]
    public void A_grain_interface_that_generated_code_cannot_reach_does_not_build() =>
        Build.Fails("OE0006", "IBed", "public class Ward { private interface IBed : IGrainWithStringKey { Task Go(); } }");

    [Fact]
    public void A_grain_class_without_a_reachable_constructor_does_not_build() =>
        Build.Fails("OE0006", "Bed", """[GrainType("bed")] public class Bed : Grain, IGrainWithStringKey { private Bed() { } }""");

    [Fact]
    public void A_member_that_would_stay_behind_does_not_build() =>
        Build.Fails("OE0007", "Note", "[GenerateSerializer] public record Message(int X) { public string Note { get; set; } = \"\"; }");

    [Fact]
    public void A_grain_class_in_parts_is_read_whichever_part_comes_first() =>
        Build.Fails("OE0004", "Bed", "public partial class Bed; public partial class Bed : Grain, IGrainWithStringKey;");

    [Fact]
    public void What_is_in_the_subset_builds()
    {
        var build = Build.Of("""
            public enum Level { Low, High }
            [GenerateSerializer, Alias("v")] public readonly record struct Vital(int Code, double? Value);
            [GenerateSerializer] public abstract record Shape { [Id(0)] public int[] Sizes { get; init; } = []; }
            [GenerateSerializer] public record Box<T>(T Content) : Shape where T : notnull;
            [GenerateSerializer] public sealed class Chart { [Id(0)] private readonly List<Vital> _vitals = []; [NonSerialized] private int _cache; public int Size => _vitals.Count + _cache++; }
            [GenerateSerializer] public struct Pair { [Id(0)] public List<int>? Left; [Id(1)] public Level Right { get; set; } }
            public interface IWatch : IGrainObserver { [OneWay] Task Seen(Vital vital); }
            internal interface IHidden : IGrainWithIntegerKey { Task<Box<string>?> Find(string? name, IReadOnlyDictionary<string, Pair>? by); }
            public interface IBed : IGrainWithGuidKey { ValueTask<int> Add([Immutable] ReadOnlyMemory<byte> bytes, CancellationToken stop); Task Watch(IWatch watch); }
            public interface IBigBed : IBed { [ReadOnly] Task<(int Count, List<Chart> Charts)> All(Guid id, DateTimeOffset at, ImmutableArray<Vital> vitals, Level level); Task<IBed> Self(); }
            public partial class PartialBed { private readonly int _x = 1; }
            [GrainType("partial")] public partial class PartialBed : Grain, IGrainWithStringKey { public int X => _x; }
            public class Outer { public interface IInner : IGrainWithStringKey { ValueTask @event(int @class); } }
            """);

        Assert.Empty(build.Findings);
        Assert.Empty(build.Errors);
    }

    [Fact]
    public void A_foreign_type_with_a_converter_builds_here_and_in_projects_that_reference_it()
    {
        var contracts = Build.Of("""
            public class Foreign { public int X; }
            [GenerateSerializer] public struct ForeignSurrogate { [Id(0)] public int X; }
            [RegisterConverter] public class ForeignConverter : IConverter<Foreign, ForeignSurrogate>
            {
                public Foreign ConvertFromSurrogate(in ForeignSurrogate surrogate) => new() { X = surrogate.X };
                public ForeignSurrogate ConvertToSurrogate(in Foreign value) => new() { X = value.X };
            }
            public interface IHere : IGrainWithStringKey { Task Take(Foreign foreign); }
            [GenerateSerializer] public record Base(int[] Sizes);
            """, "Contracts");
        var grains = Build.Of("""
            public interface IThere : IGrainWithStringKey { Task<List<Foreign>> Give(); }
            [GenerateSerializer] public record Derived(int[] Sizes, Foreign Foreign) : Base(Sizes);
            """, "Grains", contracts.Output);

        Assert.Empty(contracts.Findings.Concat(contracts.Errors).Concat(grains.Findings).Concat(grains.Errors));
    }
}
