namespace Magistral.Cli.Verification;

/// <summary>A row cannot be scored as it stands; its verdict is <c>error</c>.</summary>
internal sealed class RowException(string what) : Exception(what);
