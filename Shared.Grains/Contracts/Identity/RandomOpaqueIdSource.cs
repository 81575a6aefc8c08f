using System.Security.Cryptography;

namespace OrleansCare.Contracts.Identity;

public sealed class RandomOpaqueIdSource : IOpaqueIdSource
{
    public string Next() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
