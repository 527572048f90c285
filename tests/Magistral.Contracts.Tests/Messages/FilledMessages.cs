using System.Collections;
using System.Reflection;
using Magistral.Method.Generation;

namespace Magistral.Contracts.Tests.Messages;

/// <summary>Makes messages in which nothing has its default value, so that a member that does not travel is seen.</summary>
internal sealed class FilledMessages
{
    private int next;

    /// <summary>A value of a type, filled down to its leaves.</summary>
    public object Of(Type type)
    {
        var number = ++next;
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Of(inner);
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        return type switch
        {
            _ when type == typeof(string) => $"text {number}",
            _ when type == typeof(bool) => true,
            _ when type == typeof(int) => number,
            _ when type == typeof(long) => (1L << 40) + number,
            _ when type == typeof(double) => number + 0.5,
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch.AddSeconds(number),
            _ when type == typeof(byte[]) => new byte[] { (byte)number, 255 },
            _ when type == typeof(TokenStream) => new TokenStream([number, 7, 8], [-0.5f, 0, -1], [new(1, new(number)), new(1, null), new(1, new(number + 1))]),
            _ when type == typeof(Exception) => new IOException($"cause {number}"),
            { IsGenericType: true } when typeof(IEnumerable).IsAssignableFrom(type) => Collection(type),
            _ => Message(type),
        };
    }

    private object Collection(Type type)
    {
        var items = type.GetGenericArguments();
        if (items.Length == 2)
        {
            var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(items))!;
            dictionary.Add(Of(items[0]), Of(items[1]));
            return dictionary;
        }
        var array = Array.CreateInstance(items[0], 2);
        for (var i = 0; i < array.Length; i++)
            array.SetValue(Of(items[0]), i);
        return array;
    }

    private object Message(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(candidate => candidate.GetParameters().Length).FirstOrDefault();
        var parameters = constructor?.GetParameters() ?? [];
        var message = constructor?.Invoke([.. parameters.Select(parameter => Of(parameter.ParameterType))]) ?? Activator.CreateInstance(type)!;
        if (message is Exception)
            return message;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite && !parameters.Any(parameter => parameter.Name == property.Name)))
            property.SetValue(message, Of(property.PropertyType));
        return message;
    }
}
