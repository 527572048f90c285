using Magistral.Cli.Rendering;
using Magistral.Contracts;
using Magistral.Contracts.Runs;

namespace Magistral.Cli.Tests.Commands;

public sealed class ErrorLinesTests
{
    [Fact]
    public void An_error_is_one_line_without_control_characters() =>
        Assert.Equal("error: a b?[31m: c", Assert.Single(ErrorLines.Of(new MagistralException("a\r\n b\u001b[31m", "c"))));

    [Fact]
    public void An_error_of_the_project_is_found_inside_others() =>
        Assert.Equal("error: no room: free some", Assert.Single(ErrorLines.Of(new InvalidOperationException("x", new MagistralException("no room", "free some")))));

    [Fact]
    public void A_full_disk_says_so() =>
        Assert.Equal("error: the disk is full: free some space, then run the same command again", Assert.Single(ErrorLines.Of(new IOException("No space left on device", 28))));

    [Fact]
    public void What_is_not_expected_names_its_kind_and_how_to_see_more() =>
        Assert.Equal("error: unexpected InvalidOperationException: x: MAGISTRAL_TRACE=1 shows where it came from", Assert.Single(ErrorLines.Of(new InvalidOperationException("x."))));

    [Fact]
    public void Each_kind_of_error_has_its_exit_code()
    {
        Assert.Equal(ExitCode.NotFound, ErrorLines.CodeOf(new RunNotFoundException("r")));
        Assert.Equal(ExitCode.WrongUse, ErrorLines.CodeOf(new RunSpecConflictException("r")));
        Assert.Equal(ExitCode.Failed, ErrorLines.CodeOf(new MagistralException("a", "b")));
        Assert.Equal(ExitCode.Failed, ErrorLines.CodeOf(new IOException()));
    }
}
