namespace OrleansCare.Edge.Tests.Hosting;

internal static class Repeat
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>As a sender does that was told to send again.</summary>
    public static async Task<T> UntilAsync<T>(string what, Func<Task<T>> send, Func<T, bool> isTaken)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var pause = new PeriodicTimer(Pause);
        T answer;
        while (!isTaken(answer = await send()))
        {
            Assert.False(patience.IsCancellationRequested, $"{what} was not taken within {Patience.TotalSeconds:0} s: {answer}");
            await pause.WaitForNextTickAsync();
        }

        return answer;
    }
}
