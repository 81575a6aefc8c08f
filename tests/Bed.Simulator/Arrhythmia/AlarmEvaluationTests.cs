using OrleansCare.Cli;
using OrleansCare.Cli.Arrhythmia;

namespace OrleansCare.BedSimulator.Tests.Arrhythmia;

public sealed class AlarmEvaluationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("care-arrhythmia").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_asystole_alarm_with_a_steady_pulse_is_contradicted_by_it()
    {
        Write("a1", "Asystole", "False alarm", lastBeat: 293, lastPulse: 301);

        var (alarm, judgement) = Assert.Single(AlarmEvaluation.Evaluate(_folder).Calls);

        Assert.False(alarm.Answer);
        Assert.StartsWith("pleth:", judgement.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_asystole_alarm_stands_when_beats_and_pulse_are_gone()
    {
        Write("a1", "Asystole", "True alarm", lastBeat: 293, lastPulse: 293);

        Assert.True(Assert.Single(AlarmEvaluation.Evaluate(_folder).Calls).Alarm.Answer);
    }

    [Fact]
    public void Nothing_after_the_alarm_is_read()
    {
        Write("a1", "Asystole", "False alarm", lastBeat: 293, lastPulse: 301);
        Write("a2", "Asystole", "False alarm", lastBeat: 293, lastPulse: 301, seconds: 330);

        var answers = AlarmEvaluation.Evaluate(_folder);

        Assert.Equal(answers.Calls[0].Judgement, answers.Calls[1].Judgement);
    }

    [Fact]
    public void The_truth_line_changes_the_score_and_never_an_answer()
    {
        Write("a1", "Asystole", "True alarm", lastBeat: 293, lastPulse: 301);
        Write("a2", "Ventricular_Tachycardia", "False alarm", lastBeat: 301, lastPulse: 301);
        Write("a3", "Bradycardia", "False alarm", lastBeat: 293, lastPulse: 293);
        var before = AlarmEvaluation.Evaluate(_folder);
        Flip();

        var after = AlarmEvaluation.Evaluate(_folder);

        Assert.Equal(before.Calls.Select(call => call.Judgement), after.Calls.Select(call => call.Judgement));
        Assert.Equal(before.Calls.Select(call => !call.Alarm.Truth), after.Calls.Select(call => call.Alarm.Truth));
    }

    [ChallengeFact]
    public void The_truth_line_of_a_recording_never_changes_an_answer()
    {
        foreach (var file in Directory.GetFiles(ChallengeFactAttribute.Folder, "*.*").Where(file => Path.GetFileName(file)[..2] is "f3" or "f5" or "a1" or "v1"))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }

        var before = AlarmEvaluation.Evaluate(_folder);
        Flip();

        var after = AlarmEvaluation.Evaluate(_folder);

        Assert.True(before.Calls.Count > 10);
        Assert.Equal(before.Calls.Select(call => call.Judgement), after.Calls.Select(call => call.Judgement));
    }

    [Fact]
    public void What_the_analysis_gets_of_a_header_has_no_comments()
    {
        Write("a1", "Asystole", "True alarm", lastBeat: 293, lastPulse: 293);

        var record = ChallengeRecord.Parse("a1", File.ReadAllText(Path.Combine(_folder, "a1.hea")));

        Assert.Equal("Asystole", record.Alarm);
        Assert.Empty(record.Header.Comments);
    }

    [Theory]
    [InlineData("True alarm", "Perhaps", "does not end with")]
    [InlineData("#Asystole", "#Hiccup", "names none of the alarms")]
    [InlineData("16+24", "99+24", "signal format 99")]
    [InlineData("a1.mat", "gone.mat", "gone.mat")]
    public void A_record_that_cannot_be_used_is_named_with_the_reason(string text, string damage, string reason)
    {
        Write("a1", "Asystole", "True alarm", lastBeat: 293, lastPulse: 293);
        Write("a2", "Asystole", "True alarm", lastBeat: 293, lastPulse: 293);
        var header = Path.Combine(_folder, "a1.hea");
        File.WriteAllText(header, File.ReadAllText(header).Replace(text, damage, StringComparison.Ordinal));

        var answers = AlarmEvaluation.Evaluate(_folder);

        var failure = Assert.Single(answers.Failures);
        Assert.Equal("a1", failure.Record);
        Assert.Contains(reason, failure.Reason, StringComparison.Ordinal);
        Assert.Single(answers.Calls);
    }

    [Fact]
    public void A_record_that_ends_before_the_alarm_is_refused()
    {
        Write("a1", "Asystole", "True alarm", lastBeat: 293, lastPulse: 293, seconds: 299);

        Assert.Contains("before its alarm", Assert.Single(AlarmEvaluation.Evaluate(_folder).Failures).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_in_folders_below_are_found_and_a_records_file_says_which_are_meant()
    {
        foreach (var name in (string[])["a1", "a2", "a3"])
        {
            Directory.CreateDirectory(Path.Combine(_folder, name[1..]));
            SyntheticChallenge.Write(Path.Combine(_folder, name[1..]), name, "Asystole", "True alarm", 301, SyntheticChallenge.Every(0.8, 0.5, 293), []);
        }

        Assert.Equal(["1/a1", "2/a2", "3/a3"], AlarmEvaluation.Evaluate(_folder).Calls.Select(call => call.Alarm.Record));
        File.WriteAllText(Path.Combine(_folder, "RECORDS"), "2/a2\n1/\n4/gone\n");
        var listed = AlarmEvaluation.Evaluate(_folder);
        Assert.Equal(["1/a1", "2/a2"], listed.Calls.Select(call => call.Alarm.Record));
        Assert.Equal("4/gone", Assert.Single(listed.Failures).Record);
    }

    [Fact]
    public void A_header_without_a_truth_line_takes_the_truth_from_the_alarms_file()
    {
        Write("a1", "Asystole", "", lastBeat: 293, lastPulse: 293);
        Write("a2", "Asystole", "", lastBeat: 293, lastPulse: 293);
        File.WriteAllText(Path.Combine(_folder, "ALARMS"), "a2,Asystole,1\na1,Asystole,0\n");

        Assert.Equal([false, true], AlarmEvaluation.Evaluate(_folder).Calls.Select(call => call.Alarm.Truth));
    }

    [Theory]
    [InlineData("II", "aVF")]
    [InlineData("II", "MCL")]
    [InlineData("PLETH", "ART")]
    public void Leads_and_pressures_have_other_names_too(string name, string other)
    {
        Write("a1", "Asystole", "False alarm", lastBeat: name == "II" ? 301 : 293, lastPulse: name == "II" ? 293 : 301);
        var header = Path.Combine(_folder, "a1.hea");
        File.WriteAllText(header, File.ReadAllText(header).Replace($" {name}\n", $" {other}\n", StringComparison.Ordinal));

        Assert.False(Assert.Single(AlarmEvaluation.Evaluate(_folder).Calls).Alarm.Answer);
    }

    [Theory]
    [InlineData("PAP")]
    [InlineData("CVP")]
    [InlineData("RESP")]
    public void A_channel_that_is_no_witness_is_passed_over(string name)
    {
        Write("a1", "Asystole", "False alarm", lastBeat: 293, lastPulse: 301);
        var header = Path.Combine(_folder, "a1.hea");
        File.WriteAllText(header, File.ReadAllText(header).Replace(" PLETH\n", $" {name}\n", StringComparison.Ordinal));

        Assert.True(Assert.Single(AlarmEvaluation.Evaluate(_folder).Calls).Alarm.Answer);
    }

    [Fact]
    public void A_record_of_constants_or_of_no_samples_leaves_the_alarm_undetermined()
    {
        foreach (var (name, value) in (ReadOnlySpan<(string, short)>)[("a1", 0), ("a2", short.MinValue), ("a3", short.MaxValue)])
        {
            Write(name, "Asystole", "False alarm", lastBeat: 293, lastPulse: 301);
            var file = Path.Combine(_folder, name + ".mat");
            var samples = new short[(new FileInfo(file).Length - 24) / 2];
            Array.Fill(samples, value);
            File.WriteAllBytes(file, [.. new byte[24], .. System.Runtime.InteropServices.MemoryMarshal.AsBytes<short>(samples)]);
        }

        Assert.All(AlarmEvaluation.Evaluate(_folder).Calls, call => Assert.Equal(Clinical.Arrhythmia.Verdict.Undetermined, call.Judgement.Verdict));
    }

    [Fact]
    public void A_folder_without_records_is_an_error_that_names_it()
        => Assert.Contains(_folder, Assert.Throws<CliException>(() => AlarmEvaluation.Evaluate(_folder)).Message, StringComparison.Ordinal);

    private void Write(string name, string alarm, string truth, double lastBeat, double lastPulse, double seconds = 301) =>
        SyntheticChallenge.Write(_folder, name, alarm, truth, seconds, SyntheticChallenge.Every(0.8, 0.5, lastBeat), SyntheticChallenge.Every(0.8, 0.7, lastPulse));

    private void Flip()
    {
        foreach (var header in Directory.GetFiles(_folder, "*.hea"))
        {
            var text = File.ReadAllText(header);
            File.WriteAllText(header, text.Contains("#True", StringComparison.Ordinal)
                ? text.Replace("#True", "#False", StringComparison.Ordinal)
                : text.Replace("#False", "#True", StringComparison.Ordinal));
        }
    }
}
