using Orleans;
using Orleans.Runtime;

namespace OrleansCare.Engine.Contract.Identity;

public sealed class IdentityTests
{
    [Fact]
    public void A_grain_id_is_written_as_type_and_key_and_read_back()
    {
        var id = GrainId.Create("ward", "4/north");

        Assert.Equal("ward/4/north", id.ToString());
        Assert.Equal(id, GrainId.Parse("ward/4/north"));
        Assert.Equal(("ward", "4/north"), (id.Type.ToString(), id.Key.ToString()));
        Assert.Equal(id.GetUniformHashCode(), GrainId.Parse("ward/4/north").GetUniformHashCode());
    }

    [Theory]
    [InlineData("")]
    [InlineData("ward")]
    [InlineData(null)]
    public void What_is_not_a_grain_id_is_not_read(string? text) => Assert.False(GrainId.TryParse(text, out _));

    [Fact]
    public void Keys_have_the_same_form_on_both_engines()
    {
        Assert.Equal("3f2504e04f8941d39a0c0305e82c3301", GrainIdKeyExtensions.CreateGuidKey(Guid.Parse("3F2504E0-4F89-41D3-9A0C-0305E82C3301")).ToString());
        Assert.Equal("FF", GrainIdKeyExtensions.CreateIntegerKey(255).ToString());
    }

    [Fact]
    public void A_stream_id_tells_its_namespace_from_its_key()
    {
        var id = StreamId.Create("wards", "4");

        Assert.Equal(("wards", "4"), (id.GetNamespace(), id.GetKeyAsString()));
        Assert.Equal(id, StreamId.Create("wards", 4));
        Assert.NotEqual(id, StreamId.Create("wards", "5"));
        Assert.Null(StreamId.Create(null, "4").GetNamespace());
        Assert.Equal("00000000000000000000000000000000", StreamId.Create("wards", Guid.Empty).GetKeyAsString());
    }
}
