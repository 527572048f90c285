namespace Magistral.Contracts.Specs;

/// <summary>From when a revision of a setting counts in a run at work.</summary>
public enum LiveFrom
{
    /// <summary>The trainer's next batch: its steps, and the rules that are asked between them.</summary>
    Batch,

    /// <summary>Groups that are issued from then on; those that are open keep what they were issued under.</summary>
    Group,

    /// <summary>The next lease, hand-over or scored group that a grain's books decide about.</summary>
    Decision,
}
