using Magistral.Method.Verification;
using CsCheck;
using Magistral.Verifiers.Format;
using Xunit;

namespace Magistral.Verifiers.Tests.Format;

public sealed class FormatGateTests
{
    [Theory]
    [InlineData(@"<think>a</think>\boxed{1}", FormatFault.None)]
    [InlineData(@"<think></think>\boxed{}", FormatFault.None)]
    [InlineData(@"<think>a</think>\boxed{\left\{1\right.}", FormatFault.None)]
    [InlineData(@" <think>a</think>\boxed{1}", FormatFault.NoThinkAtStart)]
    [InlineData(@"x<think>a</think>\boxed{1}", FormatFault.NoThinkAtStart)]
    [InlineData(@"<THINK>a</THINK>\boxed{1}", FormatFault.NoThinkAtStart)]
    [InlineData(@"", FormatFault.NoThinkAtStart)]
    [InlineData(@"<think>a\boxed{1}", FormatFault.ThinkNotClosed)]
    [InlineData(@"<think>a</THINK>\boxed{1}", FormatFault.ThinkNotClosed)]
    [InlineData(@"<think><think>a</think>\boxed{1}", FormatFault.SeveralThinkTags)]
    [InlineData(@"<think>a</think>\boxed{1}</think>", FormatFault.SeveralThinkTags)]
    [InlineData(@"<think>a</think>\boxed{1}`<think>`", FormatFault.SeveralThinkTags)]
    [InlineData(@"<think>\boxed{1}</think>", FormatFault.NoBoxedAnswer)]
    [InlineData(@"<think>a</think>\boxed{1", FormatFault.NoBoxedAnswer)]
    [InlineData(@"<think>a</think>\boxed{{1}", FormatFault.NoBoxedAnswer)]
    [InlineData(@"<think>a</think>\boxed(1)", FormatFault.NoBoxedAnswer)]
    [InlineData(@"<think>a</think>\fbox{1}", FormatFault.NoBoxedAnswer)]
    public void The_gate_names_the_first_broken_rule(string response, FormatFault fault) =>
        Assert.Equal(fault, FormatGate.Check(response, TaskKind.Math).Fault);

    [Theory]
    [InlineData(@"\boxed{1} then \boxed{2}", "2")]
    [InlineData(@"\boxed{1} then \boxed{2", "1")]
    [InlineData(@"\boxed{\frac{1}{2}}", @"\frac{1}{2}")]
    [InlineData(@"\boxed{\boxed{7}}", @"\boxed{7}")]
    [InlineData(@"\boxed{\{1, 2\}}", @"\{1, 2\}")]
    [InlineData(@"} \boxed{3} }", "3")]
    [InlineData(@"{\boxed{3}", "3")]
    [InlineData(@"\boxed{}", "")]
    [InlineData(@"\\boxed{3}", null)]
    [InlineData("no box", null)]
    public void The_last_balanced_box_is_the_answer(string text, string? expected) => Assert.Equal(expected, BoxedAnswers.Last(text));

    [Theory]
    [InlineData("```python\nprint(1)\n```", "python", "print(1)\n")]
    [InlineData("```\n2 3\n```\n```cpp\nint main(){}\n```", "cpp", "int main(){}\n")]
    [InlineData("  ```c++ title=x\r\na\r\n  ```\r\n", "c++", "a\r\n")]
    [InlineData("~~~py\n```\n~~~", "py", "```\n")]
    [InlineData("````py\n```\n````", "py", "```\n")]
    [InlineData("```python\n```", "python", "")]
    public void The_first_closed_block_with_a_tag_is_the_program(string text, string language, string program) =>
        Assert.Equal(new CodeBlock(language, program), CodeBlocks.FirstTagged(text));

    [Theory]
    [InlineData("```python\nprint(1)\n")]
    [InlineData("```\nprint(1)\n```")]
    [InlineData("`python print(1)`")]
    [InlineData("``` `python`\nx\n```")]
    [InlineData("print(1)")]
    public void Without_a_closed_tagged_block_there_is_no_program(string text) => Assert.Null(CodeBlocks.FirstTagged(text));

    [Fact]
    public void Thoughts_and_answer_are_split_at_the_tags() => Gen.String[Gen.Char.AlphaNumeric, 0, 50].Array[2].Sample(parts =>
    {
        var result = FormatGate.Check($@"<think>{parts[0]}</think>{parts[1]}\boxed{{1}}", TaskKind.Math);
        Assert.Equal((parts[0], parts[1] + @"\boxed{1}", "1"), (result.Thoughts, result.AnswerPart, result.BoxedAnswer));
    });

    [Fact]
    public void Whatever_follows_the_thoughts_one_of_the_rules_answers() => Gen.String.Sample(text =>
        Assert.NotEqual(FormatFault.NoThinkAtStart, FormatGate.Check("<think>" + text, TaskKind.Code).Fault));
}
