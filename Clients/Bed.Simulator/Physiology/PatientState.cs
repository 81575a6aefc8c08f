namespace OrleansCare.BedSimulator.Physiology;

/// <summary>What the patient's body is set to at one moment.</summary>
/// <param name="HeartRate">Beats per minute before variability.</param>
/// <param name="RespiratoryRate">Breaths per minute.</param>
/// <param name="Spo2">Percent.</param>
/// <param name="Systolic">mmHg at the arterial line.</param>
/// <param name="Temperature">Degrees Celsius.</param>
/// <param name="EctopyChance">Of each normal beat to be followed by a ventricular one, 0 to 1.</param>
/// <param name="HeartStands">No beat begins now.</param>
/// <param name="LeadOff">The ECG electrodes do not touch.</param>
public readonly record struct PatientState(
    double HeartRate, double RespiratoryRate, double Spo2, double Systolic, double Diastolic, double Temperature, double EctopyChance, bool HeartStands, bool LeadOff);
