using Magistral.Contracts;
using Magistral.Grains.Curriculum.Datasets;

namespace Magistral.Silo.Training;

/// <summary>Says of which row an error is.</summary>
internal static class RowFaults
{
    /// <summary>Does something with a row.</summary>
    /// <exception cref="DatasetException">It cannot be done: the tokenizer or the chat template does not take the row.</exception>
    public static T At<T>(DatasetRow row, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (MagistralException fault) when (fault is not DatasetException)
        {
            throw row.Fault(fault.What, fault.Remedy);
        }
    }
}
