using OrleansCare.Clinical.Ecg.Scoring;

namespace OrleansCare.Cli.Ecg;

/// <summary>
/// Noise as nst of the WFDB applications adds it: from 5:00 in alternate pieces of two minutes, so strong that a lead's signal-to-noise ratio is
/// the one asked for, where the signal is the mean over beats of the squared peak-to-peak of the QRS by 8 and the noise its variance. The noise
/// itself is made here, in equal parts of power: baseline wander, muscle artefact, electrode motion. Annotations only set how strong it is.
/// </summary>
internal static class NoiseStress
{
    private const double PieceSeconds = 120;
    private const double QrsHalfSeconds = 0.05;
    private const double MuscleLow = 20;
    private const double MuscleHigh = 60;

    public static EcgRecording Add(EcgRecording recording, IReadOnlyList<long> beats, double decibels, int seed)
    {
        var leads = recording.Leads.Select((lead, index) =>
        {
            var power = QrsPower(lead, beats, recording.SampleRate) / Math.Pow(10, decibels / 10);
            return Mix(lead, recording.SampleRate, power, new Random(seed + index));
        });
        return recording with { Leads = [.. leads] };
    }

    private static float[] Mix(float[] lead, double rate, double power, Random random)
    {
        var parts = new[] { Wander(lead.Length, rate, random), Muscle(lead.Length, rate, random), ElectrodeMotion(lead.Length, rate, random) };
        var (start, piece) = ((int)(BeatMatcher.StartSeconds * rate), (int)(PieceSeconds * rate));
        var noisy = (float[])lead.Clone();
        foreach (var part in parts)
        {
            var scale = Math.Sqrt(power / parts.Length);
            for (var from = start; from < lead.Length; from += 2 * piece)
            {
                var span = part.AsSpan(from, Math.Min(piece, lead.Length - from));
                var (mean, deviation) = Moments(span);
                for (var i = 0; i < span.Length; i++)
                {
                    noisy[from + i] += deviation > 0 ? (float)(scale * (span[i] - mean) / deviation) : 0;
                }
            }
        }

        return noisy;
    }

    private static double QrsPower(float[] lead, IReadOnlyList<long> beats, double rate)
    {
        var half = (int)(QrsHalfSeconds * rate);
        var (sum, count) = (0.0, 0);
        foreach (var beat in beats)
        {
            var (from, to) = (Math.Max(0, beat - half), Math.Min(lead.Length - 1, beat + half));
            var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
            for (var i = from; i <= to; i++)
            {
                (low, high) = (Math.Min(low, lead[i]), Math.Max(high, lead[i]));
            }

            if (high >= low)
            {
                sum += (high - low) * (high - low) / 8;
                count++;
            }
        }

        return count > 0 ? sum / count : 0;
    }

    // Breathing and slow drift: below 0.7 Hz.
    private static double[] Wander(int length, double rate, Random random)
    {
        var noise = new double[length];
        for (var tone = 0; tone < 12; tone++)
        {
            var (frequency, phase, size) = (0.05 + (0.65 * random.NextDouble()), 2 * Math.PI * random.NextDouble(), random.NextDouble());
            for (var i = 0; i < length; i++)
            {
                noise[i] += size * Math.Sin((2 * Math.PI * frequency * i / rate) + phase);
            }
        }

        return noise;
    }

    // Broad-band, in bursts of a second or so.
    private static double[] Muscle(int length, double rate, Random random)
    {
        var noise = new double[length];
        var (low, high) = (Share(MuscleLow, rate), Share(Math.Min(MuscleHigh, 0.4 * rate), rate));
        var (slow, fast, burst, target, left) = (0.0, 0.0, 1.0, 1.0, 0);
        for (var i = 0; i < length; i++)
        {
            if (left-- == 0)
            {
                (target, left) = (0.3 + (1.7 * random.NextDouble()), (int)(rate * (0.5 + (2 * random.NextDouble()))));
            }

            burst += Share(0.5, rate) * (target - burst);
            fast += high * (Gaussian(random) - fast);
            slow += low * (fast - slow);
            noise[i] = burst * (fast - slow);
        }

        return noise;
    }

    // An electrode that slips: jumps that decay within a second, smoothed to the bandwidth of skin and gel, on a restless base of 1 to 8 Hz.
    private static double[] ElectrodeMotion(int length, double rate, Random random)
    {
        var noise = new double[length];
        var (jump, smooth, slow, fast) = (0.0, 0.0, 0.0, 0.0);
        var decay = Share(0.4, rate);
        for (var i = 0; i < length; i++)
        {
            if (random.NextDouble() < 0.7 / rate)
            {
                jump += 2 * Gaussian(random);
                decay = Share(0.2 + random.NextDouble(), rate);
            }

            jump -= decay * jump;
            smooth += Share(8, rate) * (jump - smooth);
            fast += Share(8, rate) * (Gaussian(random) - fast);
            slow += Share(1, rate) * (fast - slow);
            noise[i] = smooth + (1.5 * (fast - slow));
        }

        return noise;
    }

    // Of a first-order low-pass.
    private static double Share(double cutOff, double rate) => 1 - Math.Exp(-2 * Math.PI * cutOff / rate);

    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static (double Mean, double Deviation) Moments(ReadOnlySpan<double> values)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var value in values)
        {
            sum += value;
            squares += value * value;
        }

        var mean = values.Length > 0 ? sum / values.Length : 0;
        return (mean, Math.Sqrt(Math.Max(0, (squares / Math.Max(1, values.Length)) - (mean * mean))));
    }
}
