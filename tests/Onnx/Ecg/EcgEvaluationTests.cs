using System.Buffers.Binary;
using System.Text.Json;
using OrleansCare.Cli.Ecg;
using OrleansCare.Clinical.Ecg.Scoring;

namespace OrleansCare.Onnx.Tests.Ecg;

/// <summary>
/// The committed model was trained on these records, so their beat classes say nothing about other patients: only detection, the drop under noise and
/// the drop by sample rate are judged here, and the cross-validation that the manifest records.
/// </summary>
public sealed class EcgEvaluationTests
{
    [RecordingsFact]
    public void QRS_detection_finds_99_9_percent_and_99_75_percent_of_its_findings_are_beats()
    {
        var qrs = Evaluate().Gross.Qrs;

        Assert.InRange(qrs.Sensitivity!.Value, 0.999, 1);
        Assert.InRange(qrs.PositivePredictivity!.Value, 0.9975, 1);
    }

    [RecordingsFact]
    public void Detection_is_as_good_at_125_and_1000_Hz_and_on_the_first_lead_alone()
    {
        foreach (var gross in new[] { Evaluate(rate: 125), Evaluate(rate: 1000), Evaluate(leads: 1) }.Select(report => report.Gross.Qrs))
        {
            Assert.InRange(gross.Sensitivity!.Value, 0.998, 1);
            Assert.InRange(gross.PositivePredictivity!.Value, 0.997, 1);
        }
    }

    [RecordingsFact]
    public void Noise_at_12_dB_costs_at_most_2_points_of_detection_and_5_points_of_VEB_F1()
    {
        var (clean, noisy) = (Evaluate().Gross, Evaluate(decibels: 12).Gross);

        Assert.InRange(clean.Qrs.Sensitivity!.Value - noisy.Qrs.Sensitivity!.Value, -1, 0.02);
        Assert.InRange(clean.Qrs.PositivePredictivity!.Value - noisy.Qrs.PositivePredictivity!.Value, -1, 0.02);
        Assert.InRange(F1(clean.Veb) - F1(noisy.Veb), -1, 0.05);
    }

    [RecordingsFact]
    public void Paced_records_are_in_no_total_and_the_richest_record_is_left_out_once()
    {
        var report = Evaluate(records: "100,102,104,209,220");

        Assert.Equal(["209", "220"], report.Records.Keys.Order());
        Assert.Equal(["102", "104"], report.Paced.Keys.Order());
        Assert.Equal("209", report.GrossWithoutRichestSveb!.Record);
        Assert.Equal(report.Records["220"].Sveb, report.GrossWithoutRichestSveb.Sveb);
        Assert.Equal(["100"], report.Failed.Keys);
    }

    [Fact]
    public void A_record_without_annotations_or_with_a_damaged_header_fails_by_name_and_with_a_code()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "a.hea"), "a 1 360 10\na.dat 16 200 11 0 0 0 0 MLII\n");
            File.WriteAllBytes(Path.Combine(folder.FullName, "a.dat"), new byte[20]);
            File.WriteAllText(Path.Combine(folder.FullName, "b.hea"), "not a header");
            File.WriteAllBytes(Path.Combine(folder.FullName, "b.atr"), new byte[2]);
            var json = Path.Combine(folder.FullName, "report.json");

            var code = EcgCommands.Create().Parse(["evaluate", "--data", folder.FullName, "--json", json]).Invoke();

            using var report = JsonDocument.Parse(File.ReadAllBytes(json));
            Assert.Equal(1, code);
            Assert.Equal(["a", "b"], report.RootElement.GetProperty("failed").EnumerateObject().Select(record => record.Name).Order());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void One_lead_in_format_16_at_another_rate_is_judged_and_what_RECORDS_names_besides_does_not_stop_the_run()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            const int Rate = 257, Seconds = 330;
            var samples = new byte[2 * Rate * Seconds];
            var annotations = new List<byte>();
            for (var second = 1; second < Seconds; second++)
            {
                for (var i = -6; i <= 6; i++)
                {
                    BinaryPrimitives.WriteInt16LittleEndian(samples.AsSpan(2 * ((second * Rate) + i)), (short)(200 - (33 * Math.Abs(i))));
                }

                annotations.AddRange([Rate & 0xFF, (1 << 2) | (Rate >> 8)]);
            }

            File.WriteAllText(Path.Combine(folder.FullName, "one.hea"), $"one 1 {Rate} {Rate * Seconds}\none.dat 16 200 16 0 0 0 0 V5\n");
            File.WriteAllBytes(Path.Combine(folder.FullName, "one.dat"), samples);
            File.WriteAllBytes(Path.Combine(folder.FullName, "one.atr"), [.. annotations, 0, 0]);
            File.WriteAllText(Path.Combine(folder.FullName, "not-listed.hea"), "not a header");
            File.WriteAllText(Path.Combine(folder.FullName, "RECORDS"), "one\r\ngone\r\n");
            var json = Path.Combine(folder.FullName, "report.json");

            var code = EcgCommands.Create().Parse(["evaluate", "--data", folder.FullName, "--json", json]).Invoke();

            using var report = JsonDocument.Parse(File.ReadAllBytes(json));
            Assert.Equal(0, code);
            Assert.Equal(["gone"], report.RootElement.GetProperty("failed").EnumerateObject().Select(record => record.Name));
            var qrs = report.RootElement.GetProperty("records").GetProperty("one").GetProperty("qrs");
            Assert.Equal((30, 0, 0), (Count(qrs, "truePositives"), Count(qrs, "falseNegatives"), Count(qrs, "falsePositives")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static int Count(JsonElement counts, string name) => counts.GetProperty(name).GetInt32();
    }

    [Fact]
    public void The_report_has_the_agreed_shape_with_fractions_of_one()
    {
        var reference = ReferenceBeats.From([(40_000, 'V', 0), (40_100, 'N', 0)], BeatMap.Ec57, 15);
        var table = BeatTable.Score(reference, [40_000, 40_100], [Clinical.Ecg.BeatClass.V, Clinical.Ecg.BeatClass.V], 100);

        using var json = JsonDocument.Parse(EcgCommands.ToJson(EvaluationReport.Of([new RecordScore("101", false, table)], new Dictionary<string, string>(), new HashSet<string> { "101", "102" })));

        var root = json.RootElement;
        Assert.Equal(0.5, root.GetProperty("gross").GetProperty("veb").GetProperty("positivePredictivity").GetDouble());
        Assert.Equal(1, root.GetProperty("average").GetProperty("qrs").GetProperty("sensitivity").GetDouble());
        Assert.Equal(1, root.GetProperty("records").GetProperty("101").GetProperty("veb").GetProperty("sensitivity").GetDouble());
        Assert.Equal(["101"], root.GetProperty("seenInTraining").EnumerateArray().Select(record => record.GetString()!));
        Assert.Equal(JsonValueKind.Null, root.GetProperty("gross").GetProperty("sveb").GetProperty("sensitivity").ValueKind);
    }

    private static double F1(DetectionCounts counts)
        => 2.0 * counts.TruePositives / ((2 * counts.TruePositives) + counts.FalseNegatives + counts.FalsePositives);

    private static EvaluationReport Evaluate(string? records = null, double? decibels = null, double? rate = null, int leads = 3)
        => EcgCommands.Run(new EcgSource(RecordingsFactAttribute.Mitdb, records, decibels, rate, leads), BeatMap.Ec57, modelFolder: null);
}
