namespace Bdlm.Data.Reading.Scanning;

/// <summary>Makes a split from rows that were read file by file.</summary>
internal static class PresplitBuilder
{
    /// <summary>Makes the data set.</summary>
    /// <param name="assembled">The rows of all files.</param>
    /// <param name="validationFile">The number of the file of validation targets; null for none.</param>
    /// <param name="testFile">The number of the file of test targets; null for none.</param>
    /// <param name="negatives">Fixed negatives.</param>
    /// <param name="items">The item file.</param>
    public static PresplitDataSet Build(AssembledLog assembled, int? validationFile, int? testFile, NegativeLists negatives, CatalogFile items)
    {
        var parts = new SplitAssembler(assembled.Log);
        IReadOnlyList<int>[] validation = HoldOut(assembled, validationFile, negatives, parts.Validate);
        IReadOnlyList<int>[] test = HoldOut(assembled, testFile, negatives, parts.Test);
        ReadReport report = items.Report(assembled) with { NegativesEqualToPositive = negatives.EqualToPositive };
        return new PresplitDataSet(assembled.Log, parts.Complete(), validation, test, items.Source, report);
    }

    private static IReadOnlyList<int>[] HoldOut(AssembledLog assembled, int? file, NegativeLists negatives, Action<int> holdOut)
    {
        if (file is not { } number)
        {
            return [];
        }

        (int first, int count) = assembled.RowsOf(number).GetOffsetAndLength(assembled.Log.Count);
        var lists = new IReadOnlyList<int>[count];
        for (int index = 0; index < count; index++)
        {
            holdOut(first + index);
            lists[index] = negatives.Of(assembled.FormerRow(first + index));
        }

        return lists;
    }
}
