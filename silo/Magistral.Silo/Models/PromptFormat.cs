using Magistral.Grains.Curriculum.Datasets;
using Magistral.Method.Verification;
using Magistral.Contracts.Curriculum;
using Magistral.Engine.Training;
using Magistral.Text.ChatTemplates;
using Magistral.Text.ChatTemplates.Syntax;
using Magistral.Text.Tokenizers;

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
    public int[] Encode(string prompt, TaskKind task) =>
        chat is null ? Bare(prompt) : tokenizer.Encode(chat.Render(Conversation(prompt, SystemOf(task)), addGenerationPrompt: true, clock));

    /// <summary>The tokens of what a problem asks.</summary>
    /// <param name="problem">A text or a conversation; without a system prompt of its own it gets that of its task.</param>
    /// <exception cref="ChatTemplateException">The template refuses the conversation.</exception>
    public int[] Encode(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem.Messages is { } messages ? Encode(messages, problem.Task) : Encode(problem.Prompt, problem.Task);
    }

    /// <summary>The tokens of an example: what is asked, and the answer with the token that ends it.</summary>
    /// <param name="trace">The example.</param>
    /// <exception cref="ChatTemplateException">The template refuses the conversation.</exception>
    public Demonstration Encode(TeacherTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var prompt = trace.Messages is { } messages ? Encode(messages, TaskKind.Math) : Encode(trace.Prompt, TaskKind.Math);
        return new(prompt, [.. tokenizer.Encode(trace.Completion), tokenizer.EndOfText]);
    }

    /// <summary>The tokens of a conversation that the assistant continues.</summary>
    /// <param name="messages">The messages so far; without a system prompt of their own they get that of the task.</param>
    /// <param name="task">What kind of answer they ask for.</param>
    /// <exception cref="ChatTemplateException">The template refuses the conversation.</exception>
    public int[] Encode(IReadOnlyList<PromptMessage> messages, TaskKind task)
    {
        ArgumentNullException.ThrowIfNull(messages);
        List<ChatMessage> conversation = [.. messages.Select(message => new ChatMessage(message.Role, message.Content))];
        if (chat is null)
            return Bare(string.Join("\n", conversation.Select(message => message.Content)));
        if (conversation[0].Role != "system")
        {
            var first = Conversation(conversation[0].Content, SystemOf(task));
            conversation = conversation[0].Role == "user" ? [.. first, .. conversation.Skip(1)] : conversation;
        }
        return tokenizer.Encode(chat.Render(conversation, addGenerationPrompt: true, clock));
    }

    private int[] Bare(string text) => tokenizer is PretrainedTokenizer pretrained ? pretrained.Encode(text, addSpecialTokens: true) : tokenizer.Encode(text);

    private static string SystemOf(TaskKind task) => task == TaskKind.Code ? SystemPrompt.Code : SystemPrompt.Mathematics;

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
