namespace OrleansCare.BedSimulator.Physiology;

/// <summary>What happens to a simulated patient; every scenario repeats after its cycle and shows its event within the first minute.</summary>
public enum Scenario
{
    Stable = 0,
    Desaturation = 1,
    Bradycardia = 2,
    VentricularEctopy = 3,
    Asystole = 4,
    LeadOff = 5,
    SepsisDrift = 6,
}
