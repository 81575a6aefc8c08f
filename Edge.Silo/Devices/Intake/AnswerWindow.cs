using System.Threading.Channels;

namespace OrleansCare.Edge.Devices.Intake;

/// <summary>
/// Deliveries of one connection that wait for the disk, answered in the order in which they came. Bounded: who reads from the device waits for room.
/// </summary>
internal sealed class AnswerWindow
{
    public const int Size = 64;

    private readonly Channel<Task<IntakeReceipt>> _waiting = Channel.CreateBounded<Task<IntakeReceipt>>(
        new BoundedChannelOptions(Size) { SingleReader = true, SingleWriter = true });

    public ValueTask AddAsync(ValueTask<IntakeReceipt> receipt, CancellationToken cancellationToken) => _waiting.Writer.WriteAsync(receipt.AsTask(), cancellationToken);

    /// <summary>Nothing is added any more.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    /// <param name="answer">Sends one answer.</param>
    /// <returns>True when all were kept; false at the first that was not: it is answered, the ones behind it are not.</returns>
    public async Task<bool> AnswerAsync(Func<IntakeReceipt, ValueTask> answer, CancellationToken cancellationToken)
    {
        await foreach (var waiting in _waiting.Reader.ReadAllAsync(cancellationToken))
        {
            var receipt = await waiting;
            await answer(receipt);
            if (!receipt.IsKept)
            {
                return false;
            }
        }

        return true;
    }
}
