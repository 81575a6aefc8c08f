using System.Data.Common;

namespace OrleansCare.Cloud.Sql;

/// <summary>Commands on whichever database: their SQL is what SQLite and PostgreSQL both read.</summary>
internal static class SqlCommands
{
    // Every statement here is a constant or built from constants; values are parameters.
#pragma warning disable CA2100
    public static DbCommand Command(this DbConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in values)
        {
            command.Add(name).Value = value;
        }

        return command;
    }
#pragma warning restore CA2100

    public static DbParameter Add(this DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }

    /// <returns>Rows changed.</returns>
    public static int Run(this DbConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = connection.Command(text, values);
        return command.ExecuteNonQuery();
    }

    public static long Number(this DbConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = connection.Command(text, values);
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public static List<T> List<T>(this DbConnection connection, Func<DbDataReader, T> row, string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = connection.Command(text, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }
}
