using System.Data.Common;
using System.Text;
using OrleansCare.Cloud.Fhir;

namespace OrleansCare.Cloud.Sql;

public sealed class SqlFhirStore(CloudDatabase database) : IFhirStore
{
    public async Task<byte[]?> ReadAsync(string id)
    {
        if (!ResourceId.IsValid(id))
        {
            return null;
        }

        return await database.ReadAsync(connection =>
            connection.List(row => (byte[])row.GetValue(0), "SELECT body FROM observations WHERE id = @id", ("@id", Convert.FromHexString(id))).FirstOrDefault());
    }

    public Task<SearchPage> SearchAsync(ObservationSearch search) => database.ReadAsync(connection => Search(connection, search));

    private static SearchPage Search(DbConnection connection, ObservationSearch search)
    {
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
    private static long Total(DbCommand command, string where)
    {
        command.CommandText = $"SELECT COUNT(*) FROM observations o WHERE {where}";
        return (long)command.ExecuteScalar()!;
    }

    private static List<(string Id, long Start, byte[] Body)> Page(ObservationSearch search, DbCommand command, string where)
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

    private static string Conditions(ObservationSearch search, DbCommand command)
    {
        var all = new StringBuilder("1 = 1");
        Each(search.Ids, id => ResourceId.IsValid(id) ? $"o.id = {Value(command, Convert.FromHexString(id))}" : "1 = 0");
        Each(search.Subjects, subject => $"o.subject = {Value(command, subject)}");
        Each(search.Codes, token => Has(command, SqlReceiveStore.CodeToken, token));
        Each(search.Categories, token => Has(command, SqlReceiveStore.CategoryToken, token));
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

    private static string Has(DbCommand command, int kind, Token token)
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
    private static string Date(DbCommand command, DateCondition date)
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

    private static string Value(DbCommand command, object value)
    {
        var name = "@p" + command.Parameters.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        command.Add(name).Value = value;
        return name;
    }
}
