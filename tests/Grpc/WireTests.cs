using OrleansCare.Grpc.Wire;

namespace OrleansCare.Grpc.Tests;

public sealed class WireTests
{
    [Theory]
    [InlineData("1H", 3600_000_000L)]
    [InlineData("2M", 120_000_000L)]
    [InlineData("3S", 3_000_000L)]
    [InlineData("4m", 4_000L)]
    [InlineData("5u", 5L)]
    [InlineData("6000n", 6L)]
    [InlineData("99999999H", 24L * 24 * 3600 * 1_000_000)]
    public void A_timeout_has_a_unit(string text, long microseconds)
    {
        Assert.True(GrpcTimeout.TryParse(text, out TimeSpan timeout));
        Assert.Equal(microseconds, (long)timeout.TotalMicroseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("5")]
    [InlineData("5s")]
    [InlineData("-5S")]
    [InlineData(" 5S")]
    [InlineData("123456789S")]
    public void A_malformed_timeout_is_refused(string text) => Assert.False(GrpcTimeout.TryParse(text, out _));

    [Theory]
    [InlineData(0.0001, "1m")]
    [InlineData(1, "1000m")]
    [InlineData(99_999, "99999000m")]
    [InlineData(100_000, "100000S")]
    public void A_timeout_is_written_in_eight_digits(double seconds, string text) => Assert.Equal(text, GrpcTimeout.Format(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("plain words", "plain words")]
    [InlineData("100 %", "100 %25")]
    [InlineData("ä\n", "%C3%A4%0A")]
    [InlineData("~", "~")]
    [InlineData("\u007F", "%7F")]
    public void A_status_message_is_percent_encoded(string message, string encoded)
    {
        Assert.Equal(encoded, StatusMessage.Encode(message));
        Assert.Equal(message, StatusMessage.Decode(encoded));
    }

    [Theory]
    [InlineData("50%", "50%")]
    [InlineData("%zz%41", "%zzA")]
    [InlineData("%4", "%4")]
    public void A_badly_encoded_message_is_kept(string encoded, string message) => Assert.Equal(message, StatusMessage.Decode(encoded));

    [Theory]
    [InlineData("application/grpc", true)]
    [InlineData("application/grpc+proto", true)]
    [InlineData("Application/GRPC; charset=utf-8", true)]
    [InlineData("application/grpc-web", false)]
    [InlineData("application/grpc+json", false)]
    [InlineData("text/plain", false)]
    [InlineData("", false)]
    public void Only_grpc_with_protobuf_is_spoken(string contentType, bool spoken) => Assert.Equal(spoken, GrpcHeaders.IsGrpc(contentType));
}
