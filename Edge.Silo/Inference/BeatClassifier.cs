using System.Threading.Channels;
using Orleans;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Contracts.Patients;
using OrleansCare.Onnx;

namespace OrleansCare.Edge.Inference;

/// <summary>
/// Runs the beat model for all stays on one thread of the pool and gives each answer back to its stay. A full queue or an absent model
/// answers <see cref="BeatClass.Unsure"/> at once: a beat is never left without an answer.
/// </summary>
internal sealed partial class BeatClassifier(IGrainFactory grains, BeatModel model, InferenceMetrics metrics, ILogger<BeatClassifier> logger) : BackgroundService
{
    private const int QueueLimit = 8192;

    private readonly Channel<(string Patient, ClassifyBeat Beat)> _queue = Channel.CreateBounded<(string, ClassifyBeat)>(
        new BoundedChannelOptions(QueueLimit) { SingleReader = true });

    public void Ask(string patient, ClassifyBeat beat)
    {
        if (!_queue.Writer.TryWrite((patient, beat)))
        {
            metrics.Overrun();
            _ = AnswerAsync(patient, beat, BeatVerdict.None);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await foreach (var (patient, beat) in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            var verdict = Classify(beat);
            metrics.Classified(verdict.Class);
            await AnswerAsync(patient, beat, verdict);
        }
    }

    private BeatVerdict Classify(ClassifyBeat beat)
    {
        try
        {
            return model.Classify(beat.Features.Span);
        }
        catch (OnnxException e)
        {
            LogFailed(logger, e);
            return BeatVerdict.None;
        }
    }

    private async Task AnswerAsync(string patient, ClassifyBeat beat, BeatVerdict verdict)
    {
        try
        {
            await grains.GetGrain<IPatientGrain>(patient).AnswerBeat(
                beat.Id.Device, beat.Id.DeviceSequence, beat.Id.Sample, (int)verdict.Class, verdict.Confidence, model.Hash);
        }
        catch (Exception e)
        {
            metrics.Undelivered();
            LogUndelivered(logger, e);
        }
    }

    [LoggerMessage(EventId = 1401, Level = LogLevel.Error, Message = "The model did not run; the beat is unsure")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 1400, Level = LogLevel.Error, Message = "A beat's class did not reach its stay")]
    private static partial void LogUndelivered(ILogger logger, Exception exception);
}
