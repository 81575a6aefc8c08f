namespace OrleansCare.Mqtt.Tests.Statements;

/// <summary>A test that shows what a normative statement of a standard asks of a server.</summary>
public abstract class StatementAttribute(string[] numbers) : Attribute
{
    public IReadOnlyList<string> Numbers => numbers;
}

/// <summary>MQTT 3.1.1, appendix B. The numbers without their "MQTT-".</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class Mqtt311Attribute(params string[] numbers) : StatementAttribute(numbers);

/// <summary>MQTT 5.0, appendix B. The numbers without their "MQTT-".</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class Mqtt5Attribute(params string[] numbers) : StatementAttribute(numbers);
