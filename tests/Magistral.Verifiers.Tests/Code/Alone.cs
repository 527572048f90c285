using Xunit;

namespace Magistral.Verifiers.Tests.Code;

/// <summary>Tests that look at the whole process and so run when no others do.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
