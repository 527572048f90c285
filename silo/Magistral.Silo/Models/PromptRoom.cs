using Magistral.Contracts;
using Magistral.Contracts.Curriculum;

namespace Magistral.Silo.Models;

/// <summary>How long a completion may become behind its prompt.</summary>
internal static class PromptRoom
{
    /// <summary>The problem's limit, or what the context leaves.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="promptTokens">Tokens of its prompt.</param>
    /// <param name="context">Longest sequence in tokens.</param>
    /// <exception cref="MagistralException">The prompt fills the context.</exception>
    public static int Of(Problem problem, int promptTokens, int context) => promptTokens < context
        ? Math.Min(problem.LMax, context - promptTokens)
        : throw new MagistralException($"the prompt of problem {problem.Id} has {promptTokens} tokens, model.context is {context}", "raise model.context, or leave the problem out");
}
