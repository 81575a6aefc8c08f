using System.Globalization;

namespace OrleansCare.Edge.Journal;

/// <summary>
/// The position from which a start has to read: no stay needs anything before it. Kept in a small file, written rarely; an old or absent one
/// only makes the start read more.
/// </summary>
internal sealed class Checkpoint(string path)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LogPosition> _covered = [];
    private bool _follows;

    public LogPosition Position { get; private set; } = Read(path);

    /// <summary>This stay needs nothing up to and including the position.</summary>
    public void Cover(string episode, LogPosition position)
    {
        lock (_lock)
        {
            _covered[episode] = position;
        }
    }

    public void Forget(string episode)
    {
        lock (_lock)
        {
            _covered.Remove(episode);
        }
    }

    /// <summary>From now on every stay is known here. Before, the position may not move: a stay still to be brought back may need what lies before.</summary>
    public void Follow()
    {
        lock (_lock)
        {
            _follows = true;
        }
    }

    /// <summary>Writes the file when it has moved; touches the disk.</summary>
    public void Save()
    {
        lock (_lock)
        {
            var position = _covered.Count == 0 ? Position : _covered.Values.Min();
            if (!_follows || position <= Position)
            {
                return;
            }

            var written = path + ".new";
            using (var file = new FileStream(written, FileMode.Create, FileAccess.Write))
            {
                file.Write(System.Text.Encoding.ASCII.GetBytes(position.ToString()));
                file.Flush(flushToDisk: true);
            }

            File.Move(written, path, overwrite: true);
            Position = position;
        }
    }

    private static LogPosition Read(string path) =>
        File.Exists(path) && long.TryParse(File.ReadAllText(path), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? new LogPosition(position)
            : LogPosition.None;
}
