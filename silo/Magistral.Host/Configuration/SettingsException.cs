using Magistral.Contracts;

namespace Magistral.Host.Configuration;

/// <summary>The silo was told something it cannot do.</summary>
/// <param name="what">Which setting, and what is wrong with it.</param>
/// <param name="remedy">What to write.</param>
internal sealed class SettingsException(string what, string remedy) : MagistralException(what, remedy);
