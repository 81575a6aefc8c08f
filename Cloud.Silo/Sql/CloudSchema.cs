namespace OrleansCare.Cloud.Sql;

/// <summary>The cloud's tables. Observations are found by their tokens (code and category), subject and time.</summary>
internal static class CloudSchema
{
    public static string Sqlite { get; } = Of(bytes: "BLOB", number: "INTEGER PRIMARY KEY", byKey: " WITHOUT ROWID");

    public static string Postgres { get; } = Of(bytes: "BYTEA", number: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", byKey: "");

    private static string Of(string bytes, string number, string byKey) =>
        $"""
        CREATE TABLE IF NOT EXISTS edges(edge TEXT PRIMARY KEY, site TEXT NOT NULL, software TEXT NOT NULL, last_heard BIGINT NOT NULL){byKey};
        CREATE TABLE IF NOT EXISTS streams(
          edge TEXT NOT NULL, class BIGINT NOT NULL, through BIGINT NOT NULL, received BIGINT NOT NULL, duplicates BIGINT NOT NULL, shed BIGINT NOT NULL,
          refused BIGINT NOT NULL, hash {bytes} NOT NULL, gaps TEXT NOT NULL, PRIMARY KEY(edge, class)){byKey};
        CREATE TABLE IF NOT EXISTS quarantine(
          edge TEXT NOT NULL, class BIGINT NOT NULL, sequence BIGINT NOT NULL, reason TEXT NOT NULL, payload {bytes} NOT NULL, received_at BIGINT NOT NULL,
          PRIMARY KEY(edge, class, sequence)){byKey};
        CREATE TABLE IF NOT EXISTS observations(
          no {number}, id {bytes} NOT NULL, edge TEXT NOT NULL, subject TEXT NOT NULL, start BIGINT NOT NULL, "end" BIGINT NOT NULL, body {bytes} NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS observations_by_id ON observations(id);
        CREATE INDEX IF NOT EXISTS observations_by_start ON observations(start, id);
        CREATE INDEX IF NOT EXISTS observations_by_subject ON observations(subject, start);
        CREATE TABLE IF NOT EXISTS tokens(
          token {number}, kind BIGINT NOT NULL, code TEXT NOT NULL, system TEXT NOT NULL, UNIQUE(kind, code, system));
        CREATE TABLE IF NOT EXISTS observations_by_token(token BIGINT NOT NULL, no BIGINT NOT NULL, PRIMARY KEY(token, no)){byKey};
        CREATE TABLE IF NOT EXISTS observations_by_minute(edge TEXT NOT NULL, minute BIGINT NOT NULL, observations BIGINT NOT NULL, PRIMARY KEY(edge, minute)){byKey};
        CREATE TABLE IF NOT EXISTS fleet_reports(
          edge TEXT NOT NULL, sequence BIGINT NOT NULL, "from" BIGINT NOT NULL, "to" BIGINT NOT NULL, beds BIGINT NOT NULL, samples BIGINT NOT NULL,
          packets BIGINT NOT NULL, low BIGINT NOT NULL, medium BIGINT NOT NULL, high BIGINT NOT NULL, stations BIGINT NOT NULL, PRIMARY KEY(edge, sequence)){byKey};
        CREATE INDEX IF NOT EXISTS fleet_reports_by_time ON fleet_reports("to");
        """;
}
