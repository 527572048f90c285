using Magistral.Contracts.Verification;
using Magistral.Engine.ChatTemplates;
using Magistral.Engine.Tokenizers;

namespace Magistral.Silo.Models;

/// <summary>How a model is asked: by its folder's chat template with the method's system prompt, or with the bare prompt.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class PromptFormat
{
    private readonly ITokenizer tokenizer;
    private readonly ChatFormat? chat;
    private readonly TimeProvider clock;
    private readonly bool knowsSystem;

    /// <param name="tokenizer">The model's.</param>
    /// <param name="chat">Its templates; null, or none of them, for bare prompts.</param>
    /// <param name="clock">For templates that write the date.</param>
    /// <exception cref="ChatTemplateException">The template is not known to this engine, or refuses every conversation.</exception>
    public PromptFormat(ITokenizer tokenizer, ChatFormat? chat, TimeProvider clock)
    {
        (this.tokenizer, this.clock) = (tokenizer, clock);
        if (chat is null || chat.TemplateNames.Count == 0)
            return;
        this.chat = chat;
        knowsSystem = Accepts(chat, SystemPrompt.Conversation(SystemPrompt.Mathematics, "1+1="));
        if (!knowsSystem)
            chat.Render([new("user", "1+1=")], addGenerationPrompt: true, clock);
    }

    /// <summary>The tokens of a prompt.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <param name="task">What kind of answer it asks for, which chooses the system prompt.</param>
    public int[] Encode(string prompt, TaskKind task)
    {
        if (chat is not null)
            return tokenizer.Encode(chat.Render(Conversation(prompt, task == TaskKind.Code ? SystemPrompt.Code : SystemPrompt.Mathematics), addGenerationPrompt: true, clock));
        return tokenizer is PretrainedTokenizer pretrained ? pretrained.Encode(prompt, addSpecialTokens: true) : tokenizer.Encode(prompt);
    }

    /// <summary>The tokens of a conversation that the assistant continues.</summary>
    /// <param name="messages">The messages so far; a system prompt of their own stands, there is no other.</param>
    public int[] Encode(IReadOnlyList<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (chat is not null)
            return tokenizer.Encode(chat.Render(messages, addGenerationPrompt: true, clock));
        var text = string.Join("\n", messages.Select(message => message.Content));
        return tokenizer is PretrainedTokenizer pretrained ? pretrained.Encode(text, addSpecialTokens: true) : tokenizer.Encode(text);
    }

    // some templates, such as those of Mistral 7B, know user and assistant alone
    private IReadOnlyList<ChatMessage> Conversation(string prompt, string system) =>
        knowsSystem ? SystemPrompt.Conversation(system, prompt) : [new("user", $"{system}\n\n{prompt}")];

    private bool Accepts(ChatFormat format, IReadOnlyList<ChatMessage> messages)
    {
        try
        {
            format.Render(messages, addGenerationPrompt: true, clock);
            return true;
        }
        catch (ChatTemplateException)   // the answer, not a fault: the caller then asks without a system message
        {
            return false;
        }
    }
}
