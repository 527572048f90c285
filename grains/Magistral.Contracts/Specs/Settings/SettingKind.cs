namespace Magistral.Contracts.Specs.Settings;

/// <summary>The form of a setting's value.</summary>
internal enum SettingKind
{
    Integer,
    Number,
    Flag,
    Text,
    Choice,
    Section,
    List,
}
