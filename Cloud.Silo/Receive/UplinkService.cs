using Google.Protobuf;
using Grpc.Core;
using Orleans;
using OrleansCare.Contracts.Uplink;

namespace OrleansCare.Cloud.Receive;

/// <summary>Open, then batches, each answered by a receipt after its commit.</summary>
public sealed class UplinkService(IGrainFactory grains, ConnectedEdges connected, IHostApplicationLifetime lifetime, ILogger<UplinkService> logger)
    : Contracts.Uplink.Uplink.UplinkBase
{
    public const int MostItems = 10_000;
    public const int LongestPayload = 256 * 1024;
    public const int LongestMessage = 8 * 1024 * 1024;
    private const int LongestName = 200;
    private const int HashLength = 32;

    public override async Task Send(IAsyncStreamReader<EdgeFrame> requestStream, IServerStreamWriter<CloudFrame> responseStream, ServerCallContext context)
    {
        using var stopping = lifetime.ApplicationStopping.Register(context.GetHttpContext().Abort);
        var open = await requestStream.MoveNext() && requestStream.Current is { FrameCase: EdgeFrame.FrameOneofCase.Open } first
            ? first.Open
            : throw new RpcException(new Status(StatusCode.FailedPrecondition, "The first frame must be Open."));
        if (open.Edge.Length is < 8 or > 64 || !open.Edge.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "edge must be an opaque key: 8 to 64 letters, digits or dashes."));
        }

        if (open.Site.Length is 0 or > LongestName || open.Software.Length > LongestName)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "site must have 1 to 200 characters, software at most 200."));
        }

        var grain = grains.GetGrain<IEdgeStreamGrain>(open.Edge);
        connected.Add(open.Edge);
        try
        {
            logger.Opened(open.Edge, open.Site, open.Software);
            var opened = new Opened();
            opened.Receipts.AddRange((await OpenAsync(grain, open)).Select(Wire));
            await responseStream.WriteAsync(new CloudFrame { Opened = opened });
            while (await requestStream.MoveNext())
            {
                var frame = requestStream.Current;
                if (frame.FrameCase != EdgeFrame.FrameOneofCase.Batch)
                {
                    throw new RpcException(new Status(StatusCode.FailedPrecondition, "After Open come batches."));
                }

                await responseStream.WriteAsync(new CloudFrame { Receipt = await ApplyAsync(grain, open.Edge, frame.Batch) });
            }
        }
        finally
        {
            connected.Remove(open.Edge);
            logger.Closed(open.Edge);
        }
    }

    private async Task<IReadOnlyList<EdgeReceipt>> OpenAsync(IEdgeStreamGrain grain, Open open)
    {
        try
        {
            return await grain.Open(open.Site, open.Software);
        }
        catch (Exception failure)
        {
            logger.OpenFailed(failure, open.Edge);
            throw new RpcException(new Status(StatusCode.Unavailable, "The streams could not be read; try again later.", failure));
        }
    }

    private async Task<Receipt> ApplyAsync(IEdgeStreamGrain grain, string edge, Batch batch)
    {
        Check(batch);
        var message = new EdgeBatch(
            (int)batch.Class,
            [.. batch.Items.Select(item => (long)item.Sequence)],
            [.. batch.Items.Select(item => item.Payload.Memory)],
            (long)batch.ShedThrough,
            batch.ChainBefore.Memory);
        BatchAnswer answer;
        try
        {
            answer = await grain.Apply(message);
        }
        catch (Exception failure) when (failure is not RpcException)
        {
            logger.CommitFailed(failure, edge, (int)batch.Class);
            throw new RpcException(new Status(StatusCode.Unavailable, "The batch could not be committed; send it again.", failure));
        }

        if (answer.Receipt is not { } receipt)
        {
            var status = answer.Outcome switch
            {
                BatchOutcome.HashMismatch => StatusCode.DataLoss,
                BatchOutcome.Busy => StatusCode.ResourceExhausted,
                _ => StatusCode.OutOfRange,
            };
            throw new RpcException(new Status(status, answer.Detail ?? answer.Outcome.ToString()));
        }

        logger.BatchApplied(edge, receipt.Class, receipt.Through, batch.Items.Count);
        return Wire(receipt);
    }

    private static void Check(Batch batch)
    {
        if (batch.Class == ItemClass.Unspecified || !Enum.IsDefined(batch.Class))
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "The class is unknown."));
        }

        if (batch.Items.Count > MostItems || batch.Items.Any(item => item.Payload.Length > LongestPayload))
        {
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "A batch has at most 10,000 items of at most 256 KiB."));
        }

        if (batch.ShedThrough > long.MaxValue || batch.Items.Any(item => item.Sequence is 0 or > long.MaxValue))
        {
            throw new RpcException(new Status(StatusCode.OutOfRange, "Sequences run from 1 to 2^63 - 1."));
        }

        if (batch.Items.Count == 0 || batch.ChainBefore.Length != HashLength)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "A batch has items, and chain_before 32 bytes."));
        }
    }

    private static Receipt Wire(EdgeReceipt receipt) => new()
    {
        Class = (ItemClass)receipt.Class,
        Through = (ulong)receipt.Through,
        Received = (ulong)receipt.Received,
        Duplicates = (ulong)receipt.Duplicates,
        Shed = (ulong)receipt.Shed,
        Missing = (ulong)receipt.Missing,
        Refused = (ulong)receipt.Refused,
        RunningHash = ByteString.CopyFrom(receipt.Hash),
    };
}
