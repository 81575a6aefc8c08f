using System.Reflection;

namespace OrleansCare.Mqtt.Tests.Statements;

/// <summary>Every normative statement that binds a server is borne by a test, or named as one that is not.</summary>
public sealed class StandardTests
{
    [Fact]
    public void Every_statement_of_3_1_1_is_borne_by_a_test_or_named_as_one_that_is_not() => Check<Mqtt311Attribute>(Standard.Mqtt311);

    [Fact]
    public void Every_statement_of_5_0_is_borne_by_a_test_or_named_as_one_that_is_not() => Check<Mqtt5Attribute>(Standard.Mqtt5);

    private static void Check<TAttribute>(Standard standard)
        where TAttribute : StatementAttribute
    {
        string[] borne =
        [
            .. typeof(StandardTests).Assembly.GetTypes()
                .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
                .Where(method => method.GetCustomAttribute<FactAttribute>() is not null)
                .SelectMany(method => method.GetCustomAttribute<TAttribute>()?.Numbers ?? []).Distinct(),
        ];
        string[] excepted = [.. Words(standard.OfTheClient), .. Words(standard.NotOffered), .. standard.WithoutTest.Keys];
        string[] all = Words(standard.All);

        Assert.Equal(all, all.Distinct());
        Assert.Empty(borne.Except(all));
        Assert.Empty(excepted.Intersect(borne));
        Assert.Equal(all.Order(), borne.Concat(excepted).Order());
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
