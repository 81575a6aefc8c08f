using Microsoft.Data.Sqlite;

namespace OrleansCare.Cloud.Sqlite;

internal static class Sql
{
    // Every statement here is a constant or built from constants; values are parameters.
#pragma warning disable CA2100
    public static SqliteCommand Command(this SqliteConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
#pragma warning restore CA2100

    public static void Run(this SqliteConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = connection.Command(text, values);
        command.ExecuteNonQuery();
    }

    public static long Number(this SqliteConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = connection.Command(text, values);
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public static List<T> List<T>(this SqliteConnection connection, Func<SqliteDataReader, T> row, string text, params ReadOnlySpan<(string Name, object Value)> values)
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
