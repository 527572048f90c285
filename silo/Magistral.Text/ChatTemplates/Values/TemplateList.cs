namespace Magistral.Text.ChatTemplates.Values;

/// <summary>A list or a tuple. Templates cannot change it.</summary>
/// <param name="items">Its items.</param>
/// <param name="isTuple">Whether it is written with round brackets.</param>
internal sealed class TemplateList(IReadOnlyList<object?> items, bool isTuple = false)
{
    public IReadOnlyList<object?> Items { get; } = items;

    public bool IsTuple { get; } = isTuple;
}
