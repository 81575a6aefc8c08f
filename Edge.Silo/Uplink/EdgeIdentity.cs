using OrleansCare.Contracts.Identity;

namespace OrleansCare.Edge.Uplink;

/// <summary>The opaque key under which the cloud knows this node's outbox: born with the outbox's folder, so a wiped outbox is a new edge.</summary>
internal static class EdgeIdentity
{
    public static string LoadOrCreate(string outboxDirectory, IOpaqueIdSource ids)
    {
        Directory.CreateDirectory(outboxDirectory);
        var path = Path.Combine(outboxDirectory, "edge.id");
        if (!File.Exists(path))
        {
            var written = path + ".new";
            File.WriteAllText(written, ids.Next());
            File.Move(written, path);
        }

        return File.ReadAllText(path).Trim();
    }
}
