using System.Security.Cryptography;

namespace OrleansCare.Cloud.Receive;

/// <summary>What the cloud has of one class of one edge (docs/flows/receipts.md). Through = Received + Shed + missing.</summary>
/// <param name="Through">Highest sequence received.</param>
/// <param name="Received">Items applied, ever.</param>
/// <param name="Refused">Of these, items that were no valid payload and stand in quarantine.</param>
/// <param name="Hash">The sender's running hash at <paramref name="Through"/>; 32 zeros before the first item.</param>
public sealed record StreamState(long Through, long Received, long Duplicates, long Shed, long Refused, byte[] Hash, SequenceGaps Gaps)
{
    /// <summary>Sequences a batch may jump ahead: more is a broken sender, not a gap.</summary>
    public const long LongestJump = 100_000_000;

    public static StreamState Empty { get; } = new(0, 0, 0, 0, 0, new byte[SHA256.HashSizeInBytes], new SequenceGaps());

    private static readonly BatchPlan Mismatch = new(
        BatchOutcome.HashMismatch, "The running hash differs: the payloads up to here are not those that were sent.", [], null);

    public long Missing => Through - Received - Shed;

    /// <summary>Works out what a batch changes; changes nothing.</summary>
    public BatchPlan Plan(EdgeBatch batch)
    {
        if (batch.Sequences is not [> 0 and var first, .. var later] || later.Where((sequence, i) => sequence != first + i + 1).Any() || first - Through > LongestJump)
        {
            return OutOfRange("A batch has consecutive sequences, from 1, and jumps no further than 100,000,000.");
        }

        if (batch.ShedThrough != 0 && batch.ShedThrough != first - 1)
        {
            return OutOfRange("shed_through must be directly before the first item.");
        }

        if (first == Through + 1 && !batch.ChainBefore.Span.SequenceEqual(Hash))
        {
            return Mismatch;
        }

        var gaps = Gaps.Copy();
        if (first > Through + 1)
        {
            gaps.Add(Through + 1, first - 1);
        }

        var shed = batch.ShedThrough > 0 ? gaps.RemoveEndingAt(batch.ShedThrough) : 0;
        var apply = new List<int>(batch.Sequences.Length);
        var hash = batch.ChainBefore.ToArray();
        for (var i = 0; i < batch.Sequences.Length; i++)
        {
            var sequence = batch.Sequences[i];
            hash = Chain(hash, batch.Payloads[i].Span);
            if (sequence == Through && !hash.AsSpan().SequenceEqual(Hash))
            {
                return Mismatch;
            }

            if (sequence > Through || gaps.Remove(sequence))
            {
                apply.Add(i);
            }
        }

        if (gaps.Ranges > SequenceGaps.MostRanges)
        {
            return OutOfRange("The stream has more than 1,024 gaps.");
        }

        var last = batch.Sequences[^1];
        return new BatchPlan(BatchOutcome.Applied, null, apply, this with
        {
            Through = Math.Max(Through, last),
            Received = Received + apply.Count,
            Duplicates = Duplicates + batch.Sequences.Length - apply.Count,
            Shed = Shed + shed,
            Hash = last > Through ? hash : Hash,
            Gaps = gaps,
        });
    }

    /// <summary>h(n) = SHA256(h(n-1) || payload).</summary>
    public static byte[] Chain(ReadOnlySpan<byte> before, ReadOnlySpan<byte> payload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        hash.AppendData(payload);
        return hash.GetHashAndReset();
    }

    private static BatchPlan OutOfRange(string detail) => new(BatchOutcome.OutOfRange, detail, [], null);
}

/// <param name="Apply">Indices of the batch's items that are new.</param>
/// <param name="After">Without what validation will refuse; null when the batch is refused.</param>
public sealed record BatchPlan(BatchOutcome Outcome, string? Detail, IReadOnlyList<int> Apply, StreamState? After);
