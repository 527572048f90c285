using Magistral.Verifiers.Code;
using Magistral.Verifiers.Code.Programs;
using Magistral.Verifiers.Code.Sandboxing;
using Xunit;

namespace Magistral.Verifiers.Tests.Code;

/// <summary>One verifier for all tests; they are skipped where the machine lacks what it needs.</summary>
internal static class Judging
{
    private static readonly Lazy<CodeVerifier> Shared = new(() => new(new() { Limits = new() { Time = TimeSpan.FromSeconds(2) } }));

    public static CodeVerifier Verifier
    {
        get
        {
            try
            {
                return Shared.Value;
            }
            catch (CodeToolMissingException missing)
            {
                Assert.Skip(missing.Message);
                throw;
            }
        }
    }

    public static Task<CodeResult> JudgeAsync(CodeProgram program)
    {
        if (program.Language == CodeLanguage.Cpp && !File.Exists("/usr/bin/g++")) Assert.Skip("g++ is missing: apt-get install g++");
        return Verifier.VerifyAsync(program, TestContext.Current.CancellationToken);
    }

    public static Task<CodeResult> PythonAsync(string program, params CodeTest[] tests) => JudgeAsync(new(CodeLanguage.Python, program, tests));

    public static Task<CodeResult> CppAsync(string program, params CodeTest[] tests) => JudgeAsync(new(CodeLanguage.Cpp, program, tests));

    public static Task<CodeResult> PythonFunctionAsync(string program, string tests) => JudgeAsync(new(CodeLanguage.Python, program, [], tests));

    public static Task<CodeResult> CppFunctionAsync(string program, string tests) => JudgeAsync(new(CodeLanguage.Cpp, program, [], tests));
}
