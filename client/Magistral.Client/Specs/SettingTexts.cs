using System.Reflection;
using System.Xml.Linq;

namespace Magistral.Client.Specs;

/// <summary>What settings do, in one sentence each: the summaries of their properties, which the build embeds, so that they stand once.</summary>
internal static class SettingTexts
{
    private const string Resource = "Magistral.Contracts.xml";

    private static readonly Lazy<Dictionary<string, string>> Summaries = new(() =>
    {
        using var stream = typeof(SettingTexts).Assembly.GetManifestResourceStream(Resource)!;
        return XDocument.Load(stream).Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!.Value.Trim());
    });

    /// <summary>The summary of a setting's property.</summary>
    public static string Of(PropertyInfo setting) => Summaries.Value[$"P:{setting.DeclaringType!.FullName}.{setting.Name}"];
}
