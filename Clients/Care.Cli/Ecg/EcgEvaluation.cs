using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Ecg.Scoring;

namespace OrleansCare.Cli.Ecg;

/// <summary>What one record scored.</summary>
internal sealed record RecordScore(string Record, bool IsPaced, BeatTable Table);

/// <summary>Runs the edge's analysis and model over recordings and scores them as EC57 asks; annotations are only read to score (and to set the noise).</summary>
internal sealed class EcgEvaluation(EcgSource source, BeatMap map, BeatModel model)
{
    /// <exception cref="Interop.Wfdb.WfdbFormatException">The record or its annotations are damaged.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    public RecordScore Score(string name)
    {
        var (recording, ownRate, annotations) = source.Load(name);
        var (detected, answers) = Answer(recording);
        var beats = EcgSource.Beats(annotations, ownRate, recording.SampleRate, map);
        return new RecordScore(name, beats.IsPaced, BeatTable.Score(beats, detected, answers, recording.SampleRate));
    }

    private (List<long> Detected, List<BeatClass> Answers) Answer(EcgRecording recording)
    {
        var (detected, answers) = (new List<long>(), new List<BeatClass>());
        recording.Analyze(findings =>
        {
            foreach (var beat in findings.Detected)
            {
                detected.Add(beat.SampleIndex);
            }

            foreach (var beat in findings.Ready)
            {
                answers.Add(beat.HasInput ? model.Classify(findings.Input(beat)) : BeatClass.Unsure);
            }
        });

        // Nothing is scored behind the end of the record, where its last level was held.
        var within = detected.TakeWhile(sample => sample < recording.Leads[0].Length).ToList();
        while (answers.Count < within.Count)
        {
            answers.Add(BeatClass.Unsure);
        }

        return (within, answers);
    }
}
