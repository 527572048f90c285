using System.Numerics;

namespace Magistral.Text.ChatTemplates.Values;

/// <summary>How errors name values.</summary>
internal static class Faults
{
    public static string TypeOf(object? value) => value switch
    {
        null => "none",
        bool => "a boolean",
        long or BigInteger => "an integer",
        double => "a float",
        string => "a string",
        TemplateList { IsTuple: true } => "a tuple",
        TemplateList => "a list",
        TemplateMapping => "a mapping",
        TemplateNamespace => "a namespace",
        Undefined => "an undefined value",
        Loop => "a loop",
        _ => "a function",
    };

    /// <exception cref="TemplateFault">The value is undefined.</exception>
    public static void IfUndefined(object? value)
    {
        if (value is Undefined undefined)
            throw new TemplateFault(undefined.Description);
    }
}
