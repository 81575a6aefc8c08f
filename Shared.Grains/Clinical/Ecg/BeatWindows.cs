namespace OrleansCare.Clinical.Ecg;

/// <summary>A beat on up to two leads, cut a little wider than its window so that it can be moved to lie on another.</summary>
internal sealed class BeatWindows
{
    private const int WideLength = BeatInput.WindowLength + (2 * BeatShape.MaxShift);

    private readonly double[][] _wide = [new double[WideLength], new double[WideLength]];
    private readonly double[] _window = new double[BeatInput.WindowLength];
    private readonly int[] _leads = new int[BeatInput.Slots];
    private int _count;

    public int Count => _count;

    public int Lead(int slot) => _leads[Math.Min(slot, _count - 1)];

    public void Clear() => _count = 0;

    /// <summary>Takes the window of a lead around a peak.</summary>
    /// <returns>The window as it stands, to be judged before it is kept with <see cref="Keep"/>.</returns>
    public ReadOnlySpan<double> Cut(LeadTrack track, double centre, double step)
    {
        Sample(track, centre - ((BeatInput.SamplesBefore + BeatShape.MaxShift) * step), step, _wide[_count]);
        return _wide[_count].AsSpan(BeatShape.MaxShift, BeatInput.WindowLength);
    }

    public void Keep(int lead) => _leads[_count++] = lead;

    /// <summary>How alike the QRS complexes are on the leads that both have, and by how many samples the beat is to be moved for it.</summary>
    /// <param name="family">What to compare with.</param>
    /// <param name="shift">Samples.</param>
    /// <param name="size">Of the beat by that of the family.</param>
    /// <returns>Correlation over both leads, -1 without a common lead.</returns>
    public double Lay(BeatFamily family, out int shift, out double size)
    {
        (shift, size) = (0, 0);
        var best = -1.0;
        for (var moved = -BeatShape.MaxShift; moved <= BeatShape.MaxShift; moved++)
        {
            var alike = Correlation(family, moved, out var ratio);
            if (alike > best)
            {
                (best, shift, size) = (alike, moved, ratio);
            }
        }

        return best;
    }

    /// <summary>Where between the samples the beat lies best on a family, in samples from where it was cut.</summary>
    public double Refine(BeatFamily family, int shift)
    {
        if (shift is <= -BeatShape.MaxShift or >= BeatShape.MaxShift)
        {
            return shift;
        }

        var (left, here, right) = (Correlation(family, shift - 1, out _), Correlation(family, shift, out _), Correlation(family, shift + 1, out _));
        var bend = left - (2 * here) + right;
        return bend < 0 ? shift + Math.Clamp(0.5 * (left - right) / bend, -0.5, 0.5) : shift;
    }

    public void Teach(BeatFamily family, int shift)
    {
        for (var slot = 0; slot < _count; slot++)
        {
            family.FollowShape(_leads[slot], _wide[slot].AsSpan(BeatShape.MaxShift + shift, BeatInput.WindowLength));
        }
    }

    /// <summary>Cut anew with the peak at <paramref name="centre"/>; valid until the next call.</summary>
    public ReadOnlySpan<double> Window(LeadTrack track, double centre, double step)
    {
        Sample(track, centre - (BeatInput.SamplesBefore * step), step, _window);
        return _window;
    }

    private double Correlation(BeatFamily family, int shift, out double size)
    {
        double ab = 0, aa = 0, bb = 0;
        for (var slot = 0; slot < _count; slot++)
        {
            if (family.Has(_leads[slot]))
            {
                Add(_wide[slot].AsSpan(BeatShape.MaxShift + shift + BeatShape.QrsFrom, BeatShape.QrsLength), family.Qrs(_leads[slot]), ref ab, ref aa, ref bb);
            }
        }

        size = bb > 0 ? Math.Sqrt(aa / bb) : 0;
        var norm = Math.Sqrt(aa * bb);
        return norm > 0 ? ab / norm : -1;
    }

    private static void Add(ReadOnlySpan<double> a, ReadOnlySpan<float> b, ref double ab, ref double aa, ref double bb)
    {
        double sumA = 0, sumB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            sumA += a[i];
            sumB += b[i];
        }

        var (meanA, meanB) = (sumA / a.Length, sumB / a.Length);
        for (var i = 0; i < a.Length; i++)
        {
            var (x, y) = (a[i] - meanA, b[i] - meanB);
            ab += x * y;
            aa += x * x;
            bb += y * y;
        }
    }

    // Catmull-Rom between the device's samples: at 125 Hz a straight line would flatten a narrow QRS.
    private static void Sample(LeadTrack track, double start, double step, double[] output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            var position = start + (i * step);
            var left = (long)Math.Floor(position);
            var t = position - left;
            double a = track.Monitor(left - 1), b = track.Monitor(left), c = track.Monitor(left + 1), d = track.Monitor(left + 2);
            output[i] = b + (0.5 * t * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));
        }
    }
}
