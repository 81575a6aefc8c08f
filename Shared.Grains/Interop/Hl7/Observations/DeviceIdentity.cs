namespace OrleansCare.Interop.Hl7.Observations;

/// <summary>
/// Who measured, in the sender's words: serial numbers and EUI-64s, so it stays on the edge and out of logs. <paramref name="System"/> is the device at the
/// bed: OBX-18 of its top row, else that of the measurement, else the reporter in OBR-3, else MSH-3. <paramref name="Equipment"/> is the deepest OBX-18,
/// e.g. a module in the monitor.
/// </summary>
/// <param name="SystemCode">MDC code of the top row; 0: there is none.</param>
public sealed record DeviceIdentity(string System, string Equipment, int SystemCode);
