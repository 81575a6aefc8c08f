using OrleansCare.Clinical.Ecg.Scoring;

namespace OrleansCare.Clinical.Ecg;

/// <summary>Beat classes of ANSI/AAMI EC57, and what a classifier says when it is not sure. Frozen numbers; the first four are the model's outputs in order.</summary>
public enum BeatClass
{
    /// <summary>Normal and bundle branch block.</summary>
    N = 0,

    /// <summary>Supraventricular ectopic, escapes included.</summary>
    S = 1,

    /// <summary>Ventricular ectopic.</summary>
    V = 2,

    /// <summary>Fusion of ventricular and normal.</summary>
    F = 3,

    /// <summary>Paced, or unclassifiable.</summary>
    Q = 4,

    /// <summary>No trustworthy answer: bad signal, still learning, or probability below the threshold.</summary>
    Unsure = 5,
}

public static class BeatClasses
{
    /// <summary>N, S, V, F.</summary>
    public const int ModelOutputs = 4;

    /// <summary>By the annotation's mnemonic; null when it is no beat.</summary>
    public static BeatClass? FromSymbol(char symbol, BeatMap map = BeatMap.Ec57) => symbol switch
    {
        'N' or 'L' or 'R' or 'B' => BeatClass.N,
        'e' or 'j' => map == BeatMap.DeChazal ? BeatClass.N : BeatClass.S,
        'A' or 'a' or 'J' or 'S' or 'n' => BeatClass.S,
        'V' or 'r' or 'E' => BeatClass.V,
        'F' => BeatClass.F,
        'Q' or '?' or '/' or 'f' => BeatClass.Q,
        _ => null,
    };

    /// <summary>The most probable class, or <see cref="BeatClass.Unsure"/> below the threshold (a model's manifest states it) or with a NaN.</summary>
    public static BeatClass FromProbabilities(ReadOnlySpan<float> probabilities, float threshold)
    {
        var best = 0;
        for (var i = 1; i < ModelOutputs; i++)
        {
            if (probabilities[i] > probabilities[best])
            {
                best = i;
            }
        }

        return probabilities[best] >= threshold ? (BeatClass)best : BeatClass.Unsure;
    }
}
