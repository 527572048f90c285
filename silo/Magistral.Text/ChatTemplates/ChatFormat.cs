using System.Collections.Concurrent;
using System.Text.Json;
using Magistral.Text.ChatTemplates.Syntax;
using Magistral.Text.Tokenizers;
using Magistral.Text.Tokenizers.Files;

namespace Magistral.Text.ChatTemplates;

/// <summary>How the model of a folder wants conversations written: its chat templates with its special tokens.</summary>
/// <remarks>Templates are parsed when they are first used. Thread-safe.</remarks>
public sealed class ChatFormat
{
    private const string Default = "default";
    private const string ForTools = "tool_use";

    private readonly string folder;
    private readonly Dictionary<string, string> sources;
    private readonly Dictionary<string, JsonElement> tokens;
    private readonly ConcurrentDictionary<string, ChatTemplate> templates = new();

    private ChatFormat(string folder, Dictionary<string, string> sources, IReadOnlyDictionary<string, string> tokens)
    {
        (this.folder, this.sources) = (folder, sources);
        this.tokens = tokens.ToDictionary(token => token.Key, token => JsonSerializer.SerializeToElement(token.Value));
    }

    /// <summary>The names of the templates; `default` is the one without a name.</summary>
    public IReadOnlyCollection<string> TemplateNames => sources.Keys;

    /// <summary>Reads the templates of a folder: tokenizer_config.json, over them chat_template.json, chat_template.jinja and additional_chat_templates/*.jinja.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="config">Its tokenizer_config.json.</param>
    /// <exception cref="TokenizerException">A file is damaged.</exception>
    public static ChatFormat Load(string folder, TokenizerConfig config)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(config);
        var sources = config.ChatTemplates.ToDictionary();
        var json = Path.Combine(folder, "chat_template.json");
        if (File.Exists(json))
        {
            using var document = JsonPart.Read(json);
            sources[Default] = JsonPart.Of(document, json).Required("chat_template").Text();
        }

        var further = Path.Combine(folder, "additional_chat_templates");
        if (Directory.Exists(further))
            foreach (var file in Directory.EnumerateFiles(further, "*.jinja"))
                sources[Path.GetFileNameWithoutExtension(file)] = File.ReadAllText(file);
        var jinja = Path.Combine(folder, "chat_template.jinja");
        if (File.Exists(jinja))
            sources[Default] = File.ReadAllText(jinja);
        return new(folder, sources, config.SpecialTokens);
    }

    /// <summary>Writes a conversation.</summary>
    /// <param name="messages">The messages, in order.</param>
    /// <param name="addGenerationPrompt">Whether the text ends where the assistant's next message begins.</param>
    /// <param name="time">The clock, for templates that write the date.</param>
    /// <exception cref="TokenizerException">The folder has no chat template.</exception>
    /// <exception cref="ChatTemplateException">The template is not known to this engine, or refuses the conversation.</exception>
    public string Render(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt, TimeProvider time) => Render(new Dictionary<string, JsonElement>
    {
        ["messages"] = JsonSerializer.SerializeToElement(messages.Select(message => new { role = message.Role, content = message.Content })),
        ["add_generation_prompt"] = JsonSerializer.SerializeToElement(addGenerationPrompt),
    }, null, time);

    /// <summary>Writes a conversation with whatever else the template reads.</summary>
    /// <param name="variables">`messages`, `add_generation_prompt`, `tools`, `documents` and others, as JSON; they go over the special tokens.</param>
    /// <param name="template">The template's name; null takes `tool_use` where there are tools and such a template, else `default`.</param>
    /// <param name="time">The clock, for templates that write the date.</param>
    /// <exception cref="TokenizerException">The folder has no such template.</exception>
    /// <exception cref="ChatTemplateException">The template is not known to this engine, or refuses the conversation.</exception>
    public string Render(IReadOnlyDictionary<string, JsonElement> variables, string? template, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(variables);
        var none = JsonSerializer.SerializeToElement<string?>(null);
        // absent tools and documents are none, not undefined, as in transformers
        var seen = new Dictionary<string, JsonElement>(tokens) { ["tools"] = none, ["documents"] = none, ["add_generation_prompt"] = JsonSerializer.SerializeToElement(false) };
        foreach (var (name, value) in variables)
            seen[name] = value;
        var chosen = template ?? (seen["tools"].ValueKind != JsonValueKind.Null && sources.ContainsKey(ForTools) ? ForTools : Default);
        return Template(chosen).Render(seen, time);
    }

    private ChatTemplate Template(string name) => templates.GetOrAdd(name, key => sources.TryGetValue(key, out var source)
        ? ChatTemplate.Parse(source)
        : throw new TokenizerException(
            $"{folder} has no chat template '{key}'", sources.Count == 0 ? "put chat_template.jinja beside the tokenizer" : $"choose one of {string.Join(", ", sources.Keys)}"));
}
