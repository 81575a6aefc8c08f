namespace OrleansCare.Hosting;

/// <summary>The silo cannot start and its operator can mend it: the message is the whole of what is shown.</summary>
public sealed class SiloStartException(string message) : Exception(message);
