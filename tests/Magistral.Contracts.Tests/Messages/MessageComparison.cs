using System.Collections;
using System.Reflection;
using Xunit;

namespace Magistral.Contracts.Tests.Messages;

/// <summary>Compares two messages member by member, since records compare their lists by reference.</summary>
internal static class MessageComparison
{
    public static void Same(object? expected, object? actual, string path)
    {
        if (expected is null || actual is null || expected is string || expected.GetType().IsPrimitive || expected is Enum or DateTimeOffset)
        {
            Assert.True(Equals(expected, actual), $"{path} was {expected} and is {actual}");
            return;
        }
        if (expected is IEnumerable list)
        {
            SameItems(list, Assert.IsType<IEnumerable>(actual, exactMatch: false), path);
            return;
        }
        Assert.Equal(expected.GetType(), actual.GetType());
        foreach (var property in Members(expected.GetType()))
            Same(property.GetValue(expected), property.GetValue(actual), $"{path}.{property.Name}");
    }

    private static void SameItems(IEnumerable expected, IEnumerable actual, string path)
    {
        var (left, right) = (expected.Cast<object?>().ToList(), actual.Cast<object?>().ToList());
        Assert.True(left.Count == right.Count, $"{path} had {left.Count} items and has {right.Count}");
        for (var i = 0; i < left.Count; i++)
            Same(left[i], right[i], $"{path}[{i}]");
    }

    private static IEnumerable<PropertyInfo> Members(Type type) => typeof(Exception).IsAssignableFrom(type)
        ? type.GetProperties().Where(property => property.DeclaringType != typeof(Exception) || property.Name == nameof(Exception.Message))
        : type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0);
}
