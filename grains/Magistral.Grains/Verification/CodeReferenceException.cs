using Magistral.Contracts;

namespace Magistral.Grains.Verification;

/// <summary>The tests of a problem cannot be read, so that no program can be judged by them.</summary>
/// <param name="why">What is wrong with them.</param>
public sealed class CodeReferenceException(string why) : MagistralException(
    what: $"the tests of a problem cannot be read, {why}",
    remedy: "give a JSON object with tests, a list of stdin and stdout, or with test_code");
