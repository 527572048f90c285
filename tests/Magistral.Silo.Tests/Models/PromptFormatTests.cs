using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Specs;
using Magistral.Grains.Curriculum.Datasets;
using Magistral.Method.Verification;
using Magistral.Silo.Models;
using Magistral.Text.ChatTemplates;
using Magistral.Text.ChatTemplates.Syntax;
using Magistral.Text.Tokenizers;
using Xunit;

namespace Magistral.Silo.Tests.Models;

public sealed class PromptFormatTests : IDisposable
{
    private const string Template = "{% for message in messages %}[{{ message.role }}]{{ message.content }}{% endfor %}{% if add_generation_prompt %}[answer]{% endif %}";
    private const string WithoutSystem = "{% if messages[0].role == 'system' %}{{ raise_exception('no system') }}{% endif %}" + Template;
    private const string OnlyToBeContinued = "{% if not add_generation_prompt %}{{ raise_exception('nobody answers') }}{% endif %}" + WithoutSystem;
    private static readonly Problem Asked = new("p", 0, "one", TaskKind.Math, "47+85=", "132", 24, 4);
    private readonly ExportedFolder folder = new(TokenizerKind.Bpe);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_a_template_the_bare_prompt_is_asked_with_the_token_that_begins_a_text()
    {
        var tokenizer = PretrainedTokenizer.Load(folder.DirectoryPath);
        Assert.Equal([tokenizer.IdOf(tokenizer.Config.SpecialTokens["bos_token"])!.Value, .. tokenizer.Encode("47+85=")], new PromptFormat(tokenizer, null, TimeProvider.System).Encode(Asked));
        Assert.Equal("47+85=", Text(null, format => format.Encode(Asked)));
        Assert.Equal("one\ntwo", Text(null, format => format.Encode([new("user", "one"), new("assistant", "two")], TaskKind.Math)));
    }

    [Fact]
    public void A_folder_without_a_template_is_asked_as_if_it_had_no_chat_at_all() =>
        Assert.Equal("47+85=", Text(folder.DirectoryPath, format => format.Encode(Asked)));

    [Theory]
    [InlineData(TaskKind.Math, SystemPrompt.Mathematics)]
    [InlineData(TaskKind.Code, SystemPrompt.Code)]
    public void A_template_gets_the_system_prompt_of_the_task_and_ends_where_the_answer_begins(TaskKind task, string system)
    {
        Assert.Equal($"[system]{system}[user]47+85=[answer]", Asking(Template, format => format.Encode("47+85=", task)));
        Assert.Equal($"[system]{system}[user]47+85=[answer]", Asking(Template, format => format.Encode(Asked with { Task = task })));
        Assert.Equal($"[system]{system}[user]one[assistant]two[user]three[answer]", Asking(Template, format => format.Encode(
            Asked with { Task = task, Messages = [new("user", "one"), new("assistant", "two"), new("user", "three")] })));
    }

    [Fact]
    public void A_conversation_with_a_system_prompt_of_its_own_keeps_it() => Assert.Equal(
        "[system]be brief[user]one[answer]", Asking(Template, format => format.Encode([new("system", "be brief"), new("user", "one")], TaskKind.Math)));

    [Fact]
    public void A_conversation_that_the_assistant_began_is_left_as_it_is() => Assert.Equal(
        "[assistant]hello[user]one[answer]", Asking(Template, format => format.Encode([new("assistant", "hello"), new("user", "one")], TaskKind.Math)));

    [Theory]
    [InlineData(WithoutSystem)]
    [InlineData(OnlyToBeContinued)]
    public void A_template_that_refuses_system_prompts_gets_it_before_what_the_user_says_first(string template)
    {
        Assert.Equal($"[user]{SystemPrompt.Mathematics}\n\n47+85=[answer]", Asking(template, format => format.Encode(Asked)));
        Assert.Equal($"[user]{SystemPrompt.Code}\n\none[assistant]two[user]three[answer]", Asking(template, format => format.Encode(
            [new("user", "one"), new("assistant", "two"), new("user", "three")], TaskKind.Code)));
    }

    [Fact]
    public void A_template_that_only_writes_what_is_to_be_continued_gets_a_system_prompt_too() => Assert.StartsWith(
        "[system]", Asking("{% if not add_generation_prompt %}{{ raise_exception('nobody answers') }}{% endif %}" + Template, format => format.Encode(Asked)), StringComparison.Ordinal);

    [Fact]
    public void A_template_that_refuses_every_conversation_is_refused_itself() =>
        Assert.Throws<ChatTemplateException>(() => Asking("{{ raise_exception('never') }}", format => format.Encode(Asked)));

    [Fact]
    public void A_template_that_looks_at_who_speaks_and_at_what_is_said_is_tried_with_a_user_who_asks() => Assert.Equal(
        "47", Asking("{% if messages[0].role != 'user' or messages[0].content == '' %}{{ raise_exception('no') }}{% endif %}47", format => format.Encode(Asked)));

    [Fact]
    public void An_example_is_its_prompt_and_its_completion_with_the_token_that_ends_it()
    {
        var example = folder.Plan.Prompts.Encode(new TeacherTrace("1+1=", "2"));
        Assert.Equal(folder.Plan.Prompts.Encode("1+1=", TaskKind.Math), example.PromptTokens);
        Assert.Equal([.. folder.Plan.Tokenizer.Encode("2"), folder.Plan.Tokenizer.EndOfText], example.CompletionTokens);
        Assert.Equal("[system]be brief[user]one[answer]", Asking(Template, format => format.Encode(
            new TeacherTrace("one", "2") { Messages = [new("system", "be brief"), new("user", "one")] }).PromptTokens));
    }

    [Fact]
    public void Nothing_is_no_prompt()
    {
        Assert.Throws<ArgumentNullException>("problem", () => folder.Plan.Prompts.Encode((Problem)null!));
        Assert.Throws<ArgumentNullException>("trace", () => folder.Plan.Prompts.Encode((TeacherTrace)null!));
        Assert.Throws<ArgumentNullException>("messages", () => folder.Plan.Prompts.Encode((IReadOnlyList<PromptMessage>)null!, TaskKind.Math));
    }

    private string Asking(string template, Func<PromptFormat, int[]> encode)
    {
        File.WriteAllText(Path.Combine(folder.DirectoryPath, "chat_template.jinja"), template);
        return Text(folder.DirectoryPath, encode);
    }

    private string Text(string? templates, Func<PromptFormat, int[]> encode)
    {
        var tokenizer = PretrainedTokenizer.Load(folder.DirectoryPath);
        return tokenizer.Decode(encode(new(tokenizer, templates is null ? null : ChatFormat.Load(templates, tokenizer.Config), TimeProvider.System)));
    }
}
