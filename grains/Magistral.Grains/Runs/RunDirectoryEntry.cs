namespace Magistral.Grains.Runs;

/// <summary>One run in the directory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="RunId">Its id.</param>
/// <param name="CreatedAt">When it was submitted.</param>
public sealed record RunDirectoryEntry(string Name, string RunId, DateTimeOffset CreatedAt);
