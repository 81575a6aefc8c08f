namespace OrleansCare.Contracts.Identity;

/// <summary>Makes the keys that stand for people and devices: 128 random bits as 32 lower-case hex digits, never derived from anything.</summary>
public interface IOpaqueIdSource
{
    string Next();
}
