using Magistral.Contracts;

namespace Magistral.Host.Configuration;

/// <summary>The silo was told something it cannot do.</summary>
/// <param name="what">Which setting, and what is wrong with it.</param>
/// <param name="mend">What to write.</param>
internal sealed class SettingsException(string what, string mend) : MagistralException(what, mend);
