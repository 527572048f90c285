using System.Runtime.CompilerServices;

namespace Magistral.Text.ChatTemplates.Values;

/// <summary>What one rendering may use, so that no template can hang or exhaust the process.</summary>
internal sealed class Budget
{
    /// <summary>The longest text, in UTF-16 units.</summary>
    public const int MaxCharacters = 16 << 20;

    private const long MaxSteps = 5_000_000;
    private const int CharactersAStep = 16;

    private long steps;

    /// <summary>Counts work; characters or items that are copied count as well.</summary>
    public void Spend(long copied = 0)
    {
        if (copied > MaxCharacters)
            throw new TemplateFault($"rendering makes a text or a list longer than {MaxCharacters}", "simplify the template, or shorten the conversation");
        steps += 1 + copied / CharactersAStep;
        if (steps > MaxSteps)
            throw new TemplateFault($"rendering takes more than {MaxSteps} steps", "simplify the template, or shorten the conversation");
    }

    /// <summary>Refuses to go deeper when the stack is almost used up.</summary>
    public static void Deeper()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new TemplateFault("values, macros or brackets are nested too deeply", "simplify the template");
    }
}
