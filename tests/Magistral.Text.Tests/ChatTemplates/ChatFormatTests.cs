using System.Text.Json;
using Magistral.Text.ChatTemplates;
using Magistral.Text.Tests.Tokenizers;
using Magistral.Text.Tokenizers.Files;
using Xunit;

namespace Magistral.Text.Tests.ChatTemplates;

public sealed class ChatFormatTests
{
    private const string Template = "{{ bos_token }}{% for m in messages %}{{ m.role }}:{{ m.content }}{{ eos_token }}{% endfor %}{% if add_generation_prompt %}assistant:{% endif %}";

    [Fact]
    public void A_conversation_is_written_as_the_template_of_the_config_says()
    {
        using var folder = TokenizerFolder.Trained(template: Template);
        Assert.Equal("<s>system:S</s>user:U</s>assistant:", Of(folder).Render(SystemPrompt.Conversation("S", "U"), addGenerationPrompt: true, TimeProvider.System));
    }

    [Fact]
    public void A_template_file_goes_before_the_config()
    {
        using var folder = TokenizerFolder.Trained(template: Template);
        File.WriteAllText(Path.Combine(folder.Root, "chat_template.jinja"), "{{ messages|length }}{{ tools is none }}\n");
        Assert.Equal("1True", Of(folder).Render([new("user", "U")], addGenerationPrompt: false, TimeProvider.System));
    }

    [Fact]
    public void Tools_choose_the_template_for_tools()
    {
        using var folder = TokenizerFolder.Trained().With(json => json["chat_template"] =
            System.Text.Json.Nodes.JsonNode.Parse("""[{"name":"default","template":"plain"},{"name":"tool_use","template":"{{ tools|length }} tools"}]"""), "tokenizer_config.json");
        var format = Of(folder);
        Assert.Equal("plain", format.Render(Variables("{}"), null, TimeProvider.System));
        Assert.Equal("2 tools", format.Render(Variables("""{"tools":[{},{}]}"""), null, TimeProvider.System));
    }

    [Fact]
    public void A_folder_without_a_template_says_so()
    {
        using var folder = TokenizerFolder.Trained();
        Assert.Throws<TokenizerException>(() => Of(folder).Render([], addGenerationPrompt: false, TimeProvider.System));
    }

    private static ChatFormat Of(TokenizerFolder folder) => ChatFormat.Load(folder.Root, folder.Load().Config);

    private static Dictionary<string, JsonElement> Variables(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!;
}
