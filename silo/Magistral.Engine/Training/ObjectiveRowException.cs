using Magistral.Contracts;

namespace Magistral.Engine.Training;

/// <summary>A row of an objectives file cannot be used.</summary>
public sealed class ObjectiveRowException : MagistralException
{
    /// <param name="what">Which row, and what is wrong with it.</param>
    /// <param name="remedy">What to write instead.</param>
    public ObjectiveRowException(string what, string remedy) : base(what, remedy)
    {
    }

    /// <param name="what">Which row, and what is wrong with it.</param>
    /// <param name="remedy">What to write instead.</param>
    /// <param name="inner">What the reader said.</param>
    public ObjectiveRowException(string what, string remedy, Exception inner) : base(what, remedy, inner)
    {
    }
}
