using Magistral.Verifiers.Code;
using Magistral.Verifiers.Code.Programs;
using Magistral.Verifiers.Code.Sandboxing;

namespace Magistral.Grains.Verification;

/// <summary>The one verifier of programs in this process, since what bounds it are the machine's cores. Started by the first program.</summary>
internal static class ProgramJudge
{
    private static readonly Lazy<CodeVerifier> Verifier = new(() => new CodeVerifier());

    /// <summary>Judges a program; where this machine lacks what that takes, the verdict is an error that names it.</summary>
    public static async Task<CodeResult> JudgeAsync(CodeProgram program, CancellationToken cancellation)
    {
        try
        {
            return await Verifier.Value.VerifyAsync(program, cancellation);
        }
        catch (CodeToolMissingException missing)
        {
            return new(CodeVerdict.Error, 0, program.Total, missing.Message);
        }
    }
}
