using OrleansCare.Interop.Hl7.Admissions;

namespace OrleansCare.Interop.Tests.Hl7;

public class AdmissionTests
{
    [Theory]
    [InlineData("A01", AdtKind.Admit)]
    [InlineData("A02", AdtKind.Transfer)]
    [InlineData("A03", AdtKind.Discharge)]
    [InlineData("A08", AdtKind.Update)]
    [InlineData("A12", AdtKind.CancelTransfer)]
    [InlineData("A21", AdtKind.LeaveOfAbsence)]
    [InlineData("A31", AdtKind.Update)]
    public void An_event_says_who_and_where(string trigger, AdtKind kind)
    {
        var admission = Interpreting.Read(
            Header(trigger), "EVN||20260301115800+0100", "PID|||7^^^H&1.2&ISO^MR~8^^^H^VN||Doe^Jane||19710108|F", "PV1||I|ICU^2^3^H|||ER^^1|||||||||||||V9").Admission!;

        Assert.Equal((kind, trigger), (admission.Kind, admission.Trigger));
        Assert.Equal([new PatientIdentifier("7", "H", "MR"), new PatientIdentifier("8", "H", "VN")], admission.Patient.Identifiers);
        Assert.Equal(new BedLocation("ICU", "2", "3", "H"), admission.Patient.Location.Value);
        Assert.Equal("ER", admission.Patient.PriorLocation.Value!.PointOfCare);
        Assert.Equal(("V9", new DateOnly(1971, 1, 8)), (admission.Patient.Visit, admission.Patient.BirthDate.Value));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 11, 58, 0, TimeSpan.FromHours(1)), admission.OccurredAt);
    }

    [Fact]
    public void A_place_may_be_unsaid_deleted_or_given()
    {
        var unsaid = Interpreting.Read(Header("A08"), "PID|||7", "PV1||I|").Admission!.Patient.Location;
        var deleted = Interpreting.Read(Header("A08"), "PID|||7", "PV1||I|\"\"").Admission!.Patient.Location;

        Assert.False(unsaid.IsStated);
        Assert.True(deleted.IsDeleted);
    }

    [Fact]
    public void A_swap_has_two_patients_with_a_place_each()
    {
        var swap = Interpreting.Read(Header("A17"), "PID|||7", "PV1||I|ICU^^1", "PID|||8", "PV1||I|ICU^^2").Admission!;

        Assert.Equal(("7", "1", "8", "2"), (swap.Patient.Identifiers[0].Id, swap.Patient.Location.Value!.Bed, swap.Other!.Identifiers[0].Id, swap.Other.Location.Value!.Bed));
    }

    [Theory]
    [InlineData("A18")]
    [InlineData("A34")]
    [InlineData("A36")]
    [InlineData("A40")]
    public void A_merge_names_the_surviving_and_the_prior_patient(string trigger)
    {
        var merge = Interpreting.Read(Header(trigger), "PID|||7", "MRG|6^^^H~5", "PID|||9", "MRG|4").Admission!;

        Assert.Equal(["7 from 6, 5", "9 from 4"], merge.Merges.Select(m => $"{m.Surviving.Identifiers[0].Id} from {string.Join(", ", m.Prior.Select(p => p.Id))}"));
    }

    [Theory]
    [InlineData("A01", "PID|||")]
    [InlineData("A02", "PID|||7")]
    [InlineData("A17", "PID|||7")]
    [InlineData("A40", "PID|||7")]
    public void What_cannot_be_acted_on_is_refused(string trigger, string person)
    {
        var read = Interpreting.Read(Header(trigger), person);

        Assert.Null(read.Admission);
        Assert.Equal("AE", read.Acknowledgements.ToString());
        Assert.Equal(read.Receipt.Total, read.Receipt.Quarantined);
    }

    private static string Header(string trigger) => $"MSH|^~\\&|HIS|H|||20260301120000+0100||ADT^{trigger}|M1|P|2.3";
}
