namespace Bdlm.Language;

/// <summary>Prompts without repetition.</summary>
/// <param name="Prompts">Each prompt once.</param>
/// <param name="PlaceOf">Where each of the given prompts stands among them.</param>
internal sealed record DistinctPrompts(IReadOnlyList<int[]> Prompts, IReadOnlyList<int> PlaceOf)
{
    /// <summary>Finds equal prompts.</summary>
    public static DistinctPrompts Of(IReadOnlyList<int[]> prompts)
    {
        var distinct = new List<int[]>();
        var placeOf = new int[prompts.Count];
        foreach (int place in PromptOrder.Sort(prompts))
        {
            if (distinct.Count == 0 || !distinct[^1].AsSpan().SequenceEqual(prompts[place]))
            {
                distinct.Add(prompts[place]);
            }

            placeOf[place] = distinct.Count - 1;
        }

        return new DistinctPrompts(distinct, placeOf);
    }
}
