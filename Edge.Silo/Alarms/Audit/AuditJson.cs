using System.Text.Json.Serialization;

namespace OrleansCare.Edge.Alarms.Audit;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(IReadOnlyList<AuditEntry>))]
internal sealed partial class AuditJson : JsonSerializerContext;
