using System.Reflection;
using System.Runtime.Loader;
using Magistral.Method.Rewards;
using Magistral.Verifiers.Language;
using Magistral.Verifiers.Scoring;
using Xunit;

namespace Magistral.Verifiers.Tests.Language;

public sealed class LanguageLoadingTests
{
    private const string Prose = "First we count the red marbles and then the blue ones.";

    [Fact]
    public void The_identifier_is_made_for_the_first_prose_and_once()
    {
        var made = 0;
        var verifier = new LanguageVerifier(() =>
        {
            made++;
            return new EverythingIsGerman();
        });
        verifier.Classify("1+1=2");
        Assert.Equal(0, made);
        Parallel.For(0, 8, _ => verifier.Classify(Prose));
        Assert.Equal(1, made);
    }

    [Fact]
    public void With_the_axis_off_the_library_is_never_loaded() => Assert.DoesNotContain(LoadedAfterScoring(languageWeight: 0), name => name == "Lingua");

    [Fact]
    public void With_the_axis_on_the_library_is_loaded() => Assert.Contains(LoadedAfterScoring(languageWeight: 0.1), name => name == "Lingua");

    /// <summary>Scores a response in a load context of its own, and tells which assemblies that took.</summary>
    private static List<string?> LoadedAfterScoring(double languageWeight)
    {
        var context = new OwnContext();
        var scoring = context.Own(typeof(MathScoring));
        var response = Activator.CreateInstance(context.Own(typeof(MathResponse)), $"<think>{Prose}</think>{Prose} \\boxed{{7}}", "7", 10, 40, 8, false, Prose);
        var weights = Activator.CreateInstance(context.Own(typeof(RewardWeights)), 0.1, 0.9, 0.1, languageWeight);
        var score = scoring.GetMethod(nameof(MathScoring.Score))!.Invoke(null, [response, weights])!;
        Assert.Equal(1.0 + languageWeight, (double)score.GetType().GetProperty(nameof(MathScore.Reward))!.GetValue(score)!, 1e-12);
        return [.. context.Assemblies.Select(assembly => assembly.GetName().Name)];
    }

    private sealed class EverythingIsGerman : ILanguageIdentifier
    {
        public ProseLanguage Identify(string prose) => ProseLanguage.German;
    }

    private sealed class OwnContext : AssemblyLoadContext
    {
        public Type Own(Type type) => LoadFromAssemblyPath(type.Assembly.Location).GetType(type.FullName!)!;

        protected override Assembly? Load(AssemblyName name) =>
            Path.Combine(AppContext.BaseDirectory, name.Name + ".dll") is var path && File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
