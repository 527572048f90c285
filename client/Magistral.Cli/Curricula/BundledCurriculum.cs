namespace Magistral.Cli.Curricula;

/// <summary>The curriculum that comes with the program.</summary>
internal static class BundledCurriculum
{
    /// <summary>What faults call it.</summary>
    public const string Source = "addition.yaml";

    /// <summary>Its YAML.</summary>
    public static string Read()
    {
        using var stream = typeof(BundledCurriculum).Assembly.GetManifestResourceStream(Source)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
