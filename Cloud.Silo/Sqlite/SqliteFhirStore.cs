using System.Text;
using Microsoft.Data.Sqlite;
using OrleansCare.Cloud.Fhir;

namespace OrleansCare.Cloud.Sqlite;

public sealed class SqliteFhirStore(CloudDatabase database) : IFhirStore
{
    public byte[]? Read(string id)
    {
        if (!ResourceId.IsValid(id))
        {
            return null;
        }

        using var connection = database.OpenReader();
        return connection.List(row => (byte[])row.GetValue(0), "SELECT body FROM observations WHERE id = $id", ("$id", Convert.FromHexString(id))).FirstOrDefault();
    }

    public SearchPage Search(ObservationSearch search)
    {
        using var connection = database.OpenReader();
        using var command = connection.CreateCommand();
        var where = Conditions(search, command);
        var total = Total(command, where);
        if (search.CountOnly)
        {
            return new SearchPage(total, [], null);
        }

        var entries = Page(search, command, where);
        if (entries.Count <= search.Count)
        {
            return new SearchPage(total, [.. entries.Select(entry => (entry.Id, entry.Body))], null);
        }

        var last = entries[search.Count - 1];
        return new SearchPage(total, [.. entries.Take(search.Count).Select(entry => (entry.Id, entry.Body))], new SearchCursor(last.Start, last.Id));
    }

    // Every piece of SQL below is a constant; values are parameters.
#pragma warning disable CA2100
    private static long Total(SqliteCommand command, string where)
    {
        command.CommandText = $"SELECT COUNT(*) FROM observations o WHERE {where}";
        return (long)command.ExecuteScalar()!;
    }

    private static List<(string Id, long Start, byte[] Body)> Page(ObservationSearch search, SqliteCommand command, string where)
    {
        var (order, beyond) = search.NewestFirst ? ("DESC", "<") : ("ASC", ">");
        var after = "";
        if (search.After is { } cursor)
        {
            after = $" AND (o.start, o.id) {beyond} ({Value(command, cursor.Start)}, {Value(command, Convert.FromHexString(cursor.Id))})";
        }

        command.CommandText = $"SELECT o.id, o.start, o.body FROM observations o WHERE {where}{after} ORDER BY o.start {order}, o.id {order} LIMIT {Value(command, search.Count + 1)}";
        using var reader = command.ExecuteReader();
        var entries = new List<(string, long, byte[])>();
        while (reader.Read())
        {
            entries.Add((Convert.ToHexStringLower((byte[])reader.GetValue(0)), reader.GetInt64(1), (byte[])reader.GetValue(2)));
        }

        return entries;
    }
#pragma warning restore CA2100

    private static string Conditions(ObservationSearch search, SqliteCommand command)
    {
        var all = new StringBuilder("1");
        Each(search.Ids, id => ResourceId.IsValid(id) ? $"o.id = {Value(command, Convert.FromHexString(id))}" : "0");
        Each(search.Subjects, subject => $"o.subject = {Value(command, subject)}");
        Each(search.Codes, token => Has(command, SqliteReceiveStore.CodeToken, token));
        Each(search.Categories, token => Has(command, SqliteReceiveStore.CategoryToken, token));
        Each(search.Dates, date => Date(command, date));
        return all.ToString();

        void Each<T>(List<IReadOnlyList<T>> groups, Func<T, string> condition)
        {
            foreach (var group in groups)
            {
                all.Append(" AND (").AppendJoin(" OR ", group.Select(condition)).Append(')');
            }
        }
    }

    private static string Has(SqliteCommand command, int kind, Token token)
    {
        var condition = new StringBuilder($"o.no IN (SELECT no FROM observations_by_token WHERE token IN (SELECT token FROM tokens WHERE kind = {kind}");
        if (token.Code is not null)
        {
            condition.Append(" AND code = ").Append(Value(command, token.Code));
        }

        if (token.System is not null)
        {
            condition.Append(" AND system = ").Append(Value(command, token.System));
        }

        return condition.Append("))").ToString();
    }

    // The resource's range against the parameter's, as R4's table of prefixes defines it.
    private static string Date(SqliteCommand command, DateCondition date)
    {
        var low = Value(command, date.Low);
        var high = Value(command, date.High);
        var within = $"(o.start >= {low} AND o.start < {high} AND o.\"end\" <= {high})";
        var above = $"(o.\"end\" > {high} OR o.start >= {high})";
        return date.Prefix switch
        {
            "ne" => $"NOT {within}",
            "gt" => above,
            "ge" => $"({above} OR {within})",
            "lt" => $"o.start < {low}",
            "le" => $"(o.start < {low} OR {within})",
            "sa" => $"o.start >= {high}",
            "eb" => $"o.\"end\" < {low}",
            "ap" => $"(o.start < {high} AND o.\"end\" >= {low})",
            _ => within,
        };
    }

    private static string Value(SqliteCommand command, object value)
    {
        var name = "$p" + command.Parameters.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        command.Parameters.AddWithValue(name, value);
        return name;
    }
}
