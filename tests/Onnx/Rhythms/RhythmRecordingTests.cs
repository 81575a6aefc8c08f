using OrleansCare.Cli.Rhythms;

namespace OrleansCare.Onnx.Tests.Rhythms;

/// <summary>
/// What the rhythm rules reach on the recordings at hand, each bound a little below what is measured: a change that loses more fails here. The model was
/// trained on mitdb, so what rests on its classes is flattered there; it has not seen the challenge's records.
/// </summary>
public sealed class RhythmRecordingTests
{
    [FolderFact("mitdb")]
    public void Annotated_rhythms_are_found_and_few_calls_are_made_without_one()
    {
        var report = Evaluate("mitdb");

        var (tachycardia, fibrillation) = (report.Annotated["VentricularTachycardia"], report.Annotated["VentricularFibrillation"]);
        Assert.True(tachycardia.Found >= 8, $"{tachycardia}");
        Assert.True(tachycardia.Calls <= 2.5 * report.Hours, $"{tachycardia}");
        Assert.True(fibrillation.Found >= 5, $"{fibrillation}");
        Assert.True(fibrillation.Right >= fibrillation.Calls - 1, $"{fibrillation}");
        Assert.True(fibrillation.Calls <= 8, $"A call of fibrillation begins again and again: {fibrillation}");

        Assert.True(report.Annotated["VentricularCouplet"].Sensitivity >= 0.95, $"{report.Annotated["VentricularCouplet"]}");
        Assert.True(report.Annotated["VentricularRun"].Sensitivity >= 0.85, $"{report.Annotated["VentricularRun"]}");
        Assert.True(report.Annotated["VentricularBigeminy"] is { Sensitivity: >= 0.95, DurationSensitivity: >= 0.65, PositivePredictivity: >= 0.65 }, $"{report.Annotated["VentricularBigeminy"]}");
        Assert.True(report.Annotated["FrequentVentricularBeats"] is { DurationSensitivity: >= 0.9, DurationPredictivity: >= 0.65 }, $"{report.Annotated["FrequentVentricularBeats"]}");
        Assert.True(report.Annotated["AtrialFibrillation"] is { DurationSensitivity: >= 0.6, DurationPredictivity: >= 0.55 }, $"{report.Annotated["AtrialFibrillation"]}");
    }

    [FolderFact("cinc2015")]
    public void Most_true_alarms_of_the_challenge_are_called_live_and_few_false_ones()
    {
        var challenge = Evaluate("cinc2015").Challenge;

        Assert.True(challenge["VentricularTachycardia"] is { True: 14, TrueCalled: >= 10, FalseCalled: <= 10 }, $"{challenge["VentricularTachycardia"]}");
        Assert.True(challenge["VentricularFibrillation"] is { True: 2, TrueCalled: 2, FalseCalled: <= 1 }, $"{challenge["VentricularFibrillation"]}");
        Assert.True(challenge["Asystole"] is { True: 4, TrueCalled: 4 }, $"{challenge["Asystole"]}");
    }

    [FolderFact("bidmc")]
    public void Patients_without_events_have_no_lethal_rhythm()
    {
        var calls = Evaluate("bidmc").Calls;

        Assert.Equal(0, calls["VentricularTachycardia"] + calls["VentricularFibrillation"] + calls["Asystole"] + calls["ExtremeBradycardia"]);
    }

    private static RhythmReport Evaluate(string folder)
    {
        var (results, failures) = RhythmEvaluation.Evaluate(FolderFactAttribute.PathOf(folder));
        Assert.Empty(failures);
        return RhythmReport.Of(results);
    }
}
