using Magistral.Contracts;
using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Specs;
using Magistral.Grains.Curriculum.Datasets;
using Magistral.Grains.Curriculum.Problems;
using Magistral.Silo.Models;

namespace Magistral.Silo.Training;

/// <summary>Reads every row of a run's files once, before there is a run.</summary>
public static class DataCheck
{
    /// <summary>Checks the files of supervised stages and RL stages.</summary>
    /// <param name="spec">The run's spec.</param>
    /// <param name="model">Its model.</param>
    /// <param name="datasets">Opens files.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="DatasetException">A file or a row cannot be used: it is not of the form, has no answer that can be compared, or does not fit into the context.</exception>
    public static async Task RunAsync(RunSpec spec, ModelPlan model, IDatasets datasets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(model);
        if (spec.Sft.Steps > 0 && spec.SftStages().Count > 0)
            await (await SupervisedExamples.OpenAsync(spec, model, datasets, cancellation)).CheckAsync(cancellation);
        foreach (var (index, stage) in spec.RlStages().Index())
            if (stage.Problems.Path.Length > 0)
                await FileProblems.OpenAsync(stage, index, datasets, cancellation, (row, problem) => Check(model, row, problem));
    }

    private static void Check(ModelPlan model, DatasetRow row, Problem problem)
    {
        ProblemRow.Check(row, problem);
        var (prompt, context) = (RowFaults.At(row, () => model.Prompts.Encode(problem).Length), model.Config.Context);
        if (prompt + problem.LMax > context)
            throw row.Fault($"its prompt has {Counted.Of(prompt, "token")}, with l_max {problem.LMax} more than model.context {context}", "raise model.context, lower l_max, or leave the row out");
    }
}
