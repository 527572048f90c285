namespace Magistral.Engine.Training;

/// <summary>A surrogate of the policy gradient (METHOD sections 1 and 7).</summary>
/// <remarks>The one place of its formula: the trainer and the objective check both call it. Stateless.</remarks>
internal interface IPolicyObjective
{
    /// <summary>The loss of every token; the results are in the caller's dispose scope.</summary>
    TokenLosses Evaluate(PolicyTensors tensors);
}
