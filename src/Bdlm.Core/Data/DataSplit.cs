namespace Bdlm.Data;

/// <summary>Training interactions with the validation and test targets that were kept out of them.</summary>
public sealed class DataSplit
{
    private readonly Dictionary<int, List<HeldOutInteraction>> _earlier = [];

    /// <summary>Joins the parts of a split.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="validation">Validation targets, in any order.</param>
    /// <param name="test">Test targets, in any order.</param>
    public DataSplit(TrainView train, IReadOnlyList<HeldOutInteraction> validation, IReadOnlyList<HeldOutInteraction> test)
    {
        Train = train;
        Validation = validation;
        Test = test;
        foreach (HeldOutInteraction target in validation)
        {
            if (!_earlier.TryGetValue(target.User, out List<HeldOutInteraction>? list))
            {
                _earlier[target.User] = list = [];
            }

            list.Add(target);
        }
    }

    /// <summary>The training rows.</summary>
    public TrainView Train { get; }

    /// <summary>Validation targets.</summary>
    public IReadOnlyList<HeldOutInteraction> Validation { get; }

    /// <summary>Test targets.</summary>
    public IReadOnlyList<HeldOutInteraction> Test { get; }

    /// <summary>What is known of the user when a validation target is predicted: the training items, oldest first.</summary>
    public int[] HistoryOfValidation(HeldOutInteraction target) => Train.ItemsOf(target.User).ToArray();

    /// <summary>What is known of the user when a test target is predicted: the training items, then the validation items.</summary>
    public int[] HistoryOfTest(HeldOutInteraction target)
    {
        int[] known = Train.ItemsOf(target.User).ToArray();
        return _earlier.TryGetValue(target.User, out List<HeldOutInteraction>? held)
            ? [.. known, .. held.OrderBy(h => h.Time).Select(h => h.Item)]
            : known;
    }
}
