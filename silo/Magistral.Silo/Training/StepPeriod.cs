namespace Magistral.Silo.Training;

/// <summary>What is done every so many steps. A revision of the period counts as if it had always been so.</summary>
internal static class StepPeriod
{
    /// <summary>Whether a period ends with a step.</summary>
    /// <param name="step">From 1.</param>
    /// <param name="everySteps">Its length; 0 is never.</param>
    public static bool Ends(int step, int everySteps) => everySteps > 0 && step % everySteps == 0;
}
