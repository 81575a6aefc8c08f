using OrleansCare.Cli.Ecg;

namespace OrleansCare.Onnx.Tests.Ecg;

public sealed class NoiseAndResamplingTests
{
    private const double Rate = 250;

    [Theory]
    [InlineData(360, 125)]
    [InlineData(360, 250)]
    [InlineData(250, 1000)]
    public void A_tone_below_half_of_the_lower_rate_survives_and_one_above_it_is_gone(double from, double to)
    {
        var low = Resampler.Convert(Tone(10, from, 4), from, to);
        var high = Resampler.Convert(Tone(150, from, 4), from, to);

        var expected = Tone(10, to, 4);
        for (var i = low.Length / 4; i < low.Length * 3 / 4; i++)
        {
            Assert.InRange(low[i] - expected[i], -0.002, 0.002);
            Assert.InRange(high[i], to < 300 ? -0.01 : -1.1, to < 300 ? 0.01 : 1.1);
        }
    }

    [Fact]
    public void Noise_has_the_power_asked_for_in_every_other_two_minutes_from_five_minutes_on()
    {
        var lead = new float[(int)(900 * Rate)];
        var beats = Enumerable.Range(1, 890).Select(second => (long)(second * Rate)).ToArray();
        foreach (var beat in beats)
        {
            lead[beat] = 1;
        }

        var noisy = NoiseStress.Add(new EcgRecording([lead], Rate, (-5, 5)), beats, decibels: 6, seed: 1).Leads[0];

        double Power(double from, double to) => Enumerable.Range((int)(from * Rate), (int)((to - from) * Rate)).Average(i => Math.Pow(noisy[i] - lead[i], 2));
        Assert.Equal(0, Power(0, 300));
        Assert.InRange(Power(300, 420), 0.8 / 8 / 4, 1.2 / 8 / 4);
        Assert.Equal(0, Power(420, 540));
        Assert.InRange(Power(540, 660), 0.8 / 8 / 4, 1.2 / 8 / 4);
    }

    [Fact]
    public void The_same_seed_gives_the_same_noise()
    {
        var recording = new EcgRecording([Tone(2, Rate, 400), Tone(3, Rate, 400)], Rate, (-5, 5));
        long[] beats = [(long)Rate];

        Assert.Equal(NoiseStress.Add(recording, beats, 12, 5).Leads, NoiseStress.Add(recording, beats, 12, 5).Leads);
        Assert.NotEqual(NoiseStress.Add(recording, beats, 12, 5).Leads[0], NoiseStress.Add(recording, beats, 12, 6).Leads[0]);
    }

    private static float[] Tone(double frequency, double rate, double seconds)
        => [.. Enumerable.Range(0, (int)(seconds * rate)).Select(i => (float)Math.Sin(2 * Math.PI * frequency * i / rate))];
}
