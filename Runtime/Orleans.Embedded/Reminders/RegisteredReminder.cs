namespace Orleans.Runtime;

/// <summary>A grain's handle on its reminder, as it was when it was handed out.</summary>
internal sealed record RegisteredReminder(GrainId GrainId, string ReminderName, string ETag) : IGrainReminder;
