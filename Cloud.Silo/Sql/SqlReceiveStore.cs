using System.Data.Common;
using Orleans.Storage;
using OrleansCare.Clinical.Time;
using OrleansCare.Cloud.Receive;

namespace OrleansCare.Cloud.Sql;

/// <summary>One transaction holds the stream's position and everything the batch brought.</summary>
public sealed class SqlReceiveStore(CloudDatabase database) : IReceiveStore
{
    public const int CodeToken = 1;
    public const int CategoryToken = 2;
    private const long MicrosecondsPerMinute = 60_000_000;

    public Task<IReadOnlyDictionary<int, StreamState>> LoadAsync(string edge) => database.ReadAsync<IReadOnlyDictionary<int, StreamState>>(
        connection => connection.List(
            row => (Class: row.GetInt32(0), State: new StreamState(
                row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), (byte[])row.GetValue(6), SequenceGaps.Parse(row.GetString(7)))),
            "SELECT class, through, received, duplicates, shed, refused, hash, gaps FROM streams WHERE edge = @edge",
            ("@edge", edge)).ToDictionary(row => row.Class, row => row.State));

    public Task OpenAsync(string edge, string site, string software, long heardAt) => database.WriteAsync(connection =>
    {
        connection.Run(
            """
            INSERT INTO edges(edge, site, software, last_heard) VALUES(@edge, @site, @software, @heard)
            ON CONFLICT(edge) DO UPDATE SET site = excluded.site, software = excluded.software, last_heard = excluded.last_heard
            """,
            ("@edge", edge), ("@site", site), ("@software", software), ("@heard", heardAt));
        return true;
    });

    public Task CommitAsync(StreamCommit commit) => database.WriteAsync(connection =>
    {
        WriteObservations(connection, commit);
        WriteReports(connection, commit);
        foreach (var item in commit.Refused)
        {
            connection.Run(
                "INSERT INTO quarantine(edge, class, sequence, reason, payload, received_at) VALUES(@edge, @class, @sequence, @reason, @payload, @at)",
                ("@edge", commit.Edge), ("@class", commit.Class), ("@sequence", item.Sequence), ("@reason", item.Reason), ("@payload", item.Payload.ToArray()),
                ("@at", commit.ReceivedAt));
        }

        WriteState(connection, commit);
        connection.Run("UPDATE edges SET last_heard = @at WHERE edge = @edge", ("@at", commit.ReceivedAt), ("@edge", commit.Edge));
        return true;
    });

    // What was read must still be there: another process may have taken the same edge's next batch.
    private static void WriteState(DbConnection connection, StreamCommit commit)
    {
        var (before, state) = (commit.Before, commit.State);
        var changed = connection.Run(
            """
            INSERT INTO streams(edge, class, through, received, duplicates, shed, refused, hash, gaps)
            VALUES(@edge, @class, @through, @received, @duplicates, @shed, @refused, @hash, @gaps)
            ON CONFLICT(edge, class) DO UPDATE SET through = excluded.through, received = excluded.received, duplicates = excluded.duplicates,
              shed = excluded.shed, refused = excluded.refused, hash = excluded.hash, gaps = excluded.gaps
            WHERE streams.through = @oldThrough AND streams.received = @oldReceived AND streams.duplicates = @oldDuplicates
            """,
            ("@edge", commit.Edge), ("@class", commit.Class), ("@through", state.Through), ("@received", state.Received), ("@duplicates", state.Duplicates),
            ("@shed", state.Shed), ("@refused", state.Refused), ("@hash", state.Hash), ("@gaps", state.Gaps.ToString()),
            ("@oldThrough", before.Through), ("@oldReceived", before.Received), ("@oldDuplicates", before.Duplicates));
        if (changed == 0)
        {
            throw new InconsistentStateException($"Class {commit.Class} of this edge has gone on elsewhere.");
        }
    }

    private static void WriteObservations(DbConnection connection, StreamCommit commit)
    {
        if (commit.Observations.Count == 0)
        {
            return;
        }

        using var insert = connection.Command(
            "INSERT INTO observations(id, edge, subject, start, \"end\", body) VALUES(@id, @edge, @subject, @start, @end, @body) RETURNING no", ("@edge", commit.Edge));
        var id = insert.Add("@id");
        var subject = insert.Add("@subject");
        var start = insert.Add("@start");
        var end = insert.Add("@end");
        var body = insert.Add("@body");
        using var index = connection.Command("INSERT INTO observations_by_token(token, no) VALUES(@token, @no) ON CONFLICT DO NOTHING");
        var token = index.Add("@token");
        var no = index.Add("@no");
        var tokens = new Dictionary<(int, string, string), long>();
        foreach (var row in commit.Observations)
        {
            (id.Value, subject.Value, start.Value, end.Value, body.Value) = (row.Id, row.Subject, row.Start, row.End, row.Body);
            no.Value = (long)insert.ExecuteScalar()!;
            foreach (var (kind, codings) in new[] { (CodeToken, row.Codes), (CategoryToken, row.Categories) })
            {
                foreach (var (system, code) in codings)
                {
                    if (!tokens.TryGetValue((kind, code, system), out var number))
                    {
                        tokens.Add((kind, code, system), number = TokenNumber(connection, kind, code, system));
                    }

                    token.Value = number;
                    index.ExecuteNonQuery();
                }
            }
        }

        connection.Run(
            """
            INSERT INTO observations_by_minute(edge, minute, observations) VALUES(@edge, @minute, @count)
            ON CONFLICT(edge, minute) DO UPDATE SET observations = observations_by_minute.observations + excluded.observations
            """,
            ("@edge", commit.Edge), ("@minute", commit.ReceivedAt / MicrosecondsPerMinute), ("@count", commit.Observations.Count));
    }

    // Remembered for one batch only: a transaction that is rolled back takes its new numbers with it.
    private static long TokenNumber(DbConnection connection, int kind, string code, string system)
    {
        connection.Run("INSERT INTO tokens(kind, code, system) VALUES(@kind, @code, @system) ON CONFLICT DO NOTHING", ("@kind", kind), ("@code", code), ("@system", system));
        return connection.Number(
            "SELECT token FROM tokens WHERE kind = @kind AND code = @code AND system = @system", ("@kind", kind), ("@code", code), ("@system", system));
    }

    private static void WriteReports(DbConnection connection, StreamCommit commit)
    {
        foreach (var (sequence, report) in commit.Reports)
        {
            connection.Run(
                """
                INSERT INTO fleet_reports(edge, sequence, "from", "to", beds, samples, packets, low, medium, high, stations)
                VALUES(@edge, @sequence, @from, @to, @beds, @samples, @packets, @low, @medium, @high, @stations)
                """,
                ("@edge", commit.Edge), ("@sequence", sequence), ("@from", SiloTime.From(report.From).UnixMicroseconds), ("@to", SiloTime.From(report.To).UnixMicroseconds),
                ("@beds", report.Beds), ("@samples", report.Samples), ("@packets", report.Packets), ("@low", report.AlarmsByPriority[0]),
                ("@medium", report.AlarmsByPriority[1]), ("@high", report.AlarmsByPriority[2]), ("@stations", report.StationsConnected));
        }
    }
}
