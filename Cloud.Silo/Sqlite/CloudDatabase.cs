using Microsoft.Data.Sqlite;
using OrleansCare.Storage;

namespace OrleansCare.Cloud.Sqlite;

/// <summary>The cloud's one database: all writing through one writer, reading through pooled connections beside it.</summary>
public sealed class CloudDatabase : IDisposable
{
    private const string Schema =
        """
        CREATE TABLE IF NOT EXISTS edges(edge TEXT PRIMARY KEY, site TEXT NOT NULL, software TEXT NOT NULL, last_heard INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS streams(
          edge TEXT NOT NULL, class INTEGER NOT NULL, through INTEGER NOT NULL, received INTEGER NOT NULL, duplicates INTEGER NOT NULL, shed INTEGER NOT NULL,
          refused INTEGER NOT NULL, hash BLOB NOT NULL, gaps TEXT NOT NULL, PRIMARY KEY(edge, class)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS quarantine(
          edge TEXT NOT NULL, class INTEGER NOT NULL, sequence INTEGER NOT NULL, reason TEXT NOT NULL, payload BLOB NOT NULL, received_at INTEGER NOT NULL,
          PRIMARY KEY(edge, class, sequence)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS observations(
          no INTEGER PRIMARY KEY, id BLOB NOT NULL, edge TEXT NOT NULL, subject TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS observations_by_id ON observations(id);
        CREATE INDEX IF NOT EXISTS observations_by_start ON observations(start, id);
        CREATE INDEX IF NOT EXISTS observations_by_subject ON observations(subject, start);
        CREATE TABLE IF NOT EXISTS tokens(
          token INTEGER PRIMARY KEY, kind INTEGER NOT NULL, code TEXT NOT NULL, system TEXT NOT NULL, UNIQUE(kind, code, system));
        CREATE TABLE IF NOT EXISTS observations_by_token(token INTEGER NOT NULL, no INTEGER NOT NULL, PRIMARY KEY(token, no)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS observations_by_minute(edge TEXT NOT NULL, minute INTEGER NOT NULL, observations INTEGER NOT NULL, PRIMARY KEY(edge, minute)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS fleet_reports(
          edge TEXT NOT NULL, sequence INTEGER NOT NULL, "from" INTEGER NOT NULL, "to" INTEGER NOT NULL, beds INTEGER NOT NULL, samples INTEGER NOT NULL,
          packets INTEGER NOT NULL, low INTEGER NOT NULL, medium INTEGER NOT NULL, high INTEGER NOT NULL, stations INTEGER NOT NULL, PRIMARY KEY(edge, sequence)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS fleet_reports_by_time ON fleet_reports("to");
        """;

    private readonly string _readers;

    public CloudDatabase(string directory, ILogger logger)
    {
        var path = Path.Combine(directory, "cloud.db");
        Writer = new SqliteWriter(new SqliteWriterOptions { Name = "cloud", Path = path }, Schema, logger);
        _readers = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true }.ToString();
    }

    public SqliteWriter Writer { get; }

    public SqliteConnection OpenReader()
    {
        var connection = new SqliteConnection(_readers);
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        Writer.Dispose();
        using var connection = new SqliteConnection(_readers);
        SqliteConnection.ClearPool(connection);
    }
}
