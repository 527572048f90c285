namespace Magistral.Verifiers.Code.Sandboxing;

/// <summary>A program that the verifier needs is not on this machine.</summary>
/// <param name="tool">Its file name, such as `bwrap`.</param>
/// <param name="package">The Debian package that holds it.</param>
public sealed class CodeToolMissingException(string tool, string package)
    : Exception($"{tool} is missing, which runs programs apart from this machine: install it with 'apt-get install {package}'")
{
    /// <summary>Its file name.</summary>
    public string Tool { get; } = tool;

    /// <summary>The Debian package that holds it.</summary>
    public string Package { get; } = package;
}
