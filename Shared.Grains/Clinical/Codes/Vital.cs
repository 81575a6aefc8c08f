namespace OrleansCare.Clinical.Codes;

/// <summary>The vital signs the core knows. Numbers are frozen: they stand in logs and snapshots.</summary>
public enum Vital
{
    HeartRate = 1,
    PulseRate = 2,
    Spo2 = 3,
    RespiratoryRate = 4,
    NonInvasiveSystolic = 5,
    NonInvasiveDiastolic = 6,
    NonInvasiveMean = 7,
    ArterialSystolic = 8,
    ArterialDiastolic = 9,
    ArterialMean = 10,
    Temperature = 11,
}
