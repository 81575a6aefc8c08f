namespace OrleansCare.Interop.Deidentification;

/// <summary>A policy was refused. The silo does not start: without a policy nothing may leave the edge.</summary>
public sealed class InvalidPolicyException(string message) : Exception(message);
