using Xunit;

namespace Magistral.Method.Tests;

/// <summary>What a refusal tells: the argument at fault, and what to do about it.</summary>
internal static class Refused
{
    /// <summary>A call is refused for a value outside its range.</summary>
    public static void Range(string argument, Action call, string says = "") => For<ArgumentOutOfRangeException>(argument, call, says);

    /// <summary>A call is refused for an argument that does not fit; null where it is the whole that does not.</summary>
    public static void Argument(string? argument, Action call, string says) => For<ArgumentException>(argument, call, says);

    /// <summary>A call is refused for an argument that is missing.</summary>
    public static void Null(string argument, Action call) => Assert.Throws<ArgumentNullException>(argument, call);

    private static void For<T>(string? argument, Action call, string says) where T : ArgumentException =>
        Assert.Contains(says, Assert.Throws<T>(argument, call).Message, StringComparison.Ordinal);
}
