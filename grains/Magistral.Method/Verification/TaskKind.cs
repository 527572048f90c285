namespace Magistral.Method.Verification;

/// <summary>What kind of answer a problem asks for; decides the format gate and the verifier.</summary>
public enum TaskKind
{
    /// <summary>A final answer in <c>\boxed{}</c>, compared with a reference.</summary>
    Math,

    /// <summary>A program in a fenced block, run against tests.</summary>
    Code,
}
