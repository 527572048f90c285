using Magistral.Cli.Commands;

namespace Magistral.Cli.Tests.Commands;

public sealed class DataDirectoryTests
{
    private static readonly Func<string, string?> Variable = name => name == "MAGISTRAL_DATA" ? "/from/variable" : null;

    [Fact]
    public void An_option_comes_before_everything() => Assert.Equal("/from/option", DataDirectory.Resolve("/from/option", Variable, "/data-of-user"));

    [Fact]
    public void The_variable_comes_before_the_home() => Assert.Equal("/from/variable", DataDirectory.Resolve(null, Variable, "/data-of-user"));

    [Fact]
    public void Without_both_it_is_in_the_users_data() => Assert.Equal("/data-of-user/magistral", DataDirectory.Resolve(null, _ => null, "/data-of-user"));

    [Theory]
    [InlineData("", "/data-of-user")]
    [InlineData(null, "")]
    public void Without_any_directory_the_use_is_wrong(string? option, string home) =>
        Assert.Equal(ExitCode.WrongUse, Assert.Throws<CommandException>(() => DataDirectory.Resolve(option, _ => null, home)).Code);
}
