namespace Bdlm.Metrics;

/// <summary>
/// Precision, recall, F1, accuracy and AUC of scored, labelled pairs. A NaN score counts against the model: as the lowest
/// score of a positive, as the highest of a negative.
/// </summary>
public static class ClassificationMetrics
{
    /// <summary>Calls every score of at least the threshold positive and counts.</summary>
    /// <param name="scores">Scores, larger is more likely positive: logits (threshold 0) or probabilities (threshold ½).</param>
    /// <param name="labels">The truth, true for positive.</param>
    /// <param name="threshold">The lowest score that is called positive; not NaN. Choose it on validation data (<see cref="ChooseThreshold"/>).</param>
    /// <exception cref="ArgumentException">The lengths differ, there is no value, or the threshold is NaN.</exception>
    public static ClassificationResult AtThreshold(ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels, double threshold)
    {
        Check(scores, labels);
        if (double.IsNaN(threshold))
        {
            throw new ArgumentException("threshold is NaN; expected a number. Use 0 for logits, 0.5 for probabilities, or ChooseThreshold.", nameof(threshold));
        }

        int truePositives = 0;
        int falsePositives = 0;
        int positives = 0;
        for (int index = 0; index < scores.Length; index++)
        {
            bool called = Effective(scores[index], labels[index]) >= threshold;
            positives += labels[index] ? 1 : 0;
            truePositives += called && labels[index] ? 1 : 0;
            falsePositives += called && !labels[index] ? 1 : 0;
        }

        return new ClassificationResult(threshold, truePositives, falsePositives, scores.Length - positives - falsePositives, positives - truePositives);
    }

    /// <summary>
    /// The threshold with the highest F1. It lies half-way between the lowest score called positive and the next lower one, so
    /// that it also fits new data; among equal F1 the highest threshold wins. For validation data only: a threshold chosen on
    /// the data that it is reported on flatters.
    /// </summary>
    /// <param name="scores">Validation scores, larger is more likely positive.</param>
    /// <param name="labels">The truth, true for positive.</param>
    /// <returns>The counts at the chosen threshold, with the threshold.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or no label is positive.</exception>
    public static ClassificationResult ChooseThreshold(ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels)
    {
        Check(scores, labels);
        (float Score, bool Label)[] order = Ascending(scores, labels);
        int positives = order.Count(pair => pair.Label);
        if (positives == 0)
        {
            throw new ArgumentException("labels holds no positive; expected at least one to choose a threshold by F1. Check the labels.", nameof(labels));
        }

        var best = new ClassificationResult(double.PositiveInfinity, 0, 0, order.Length - positives, positives);
        int truePositives = 0;
        for (int index = order.Length - 1; index >= 0; index--)
        {
            truePositives += order[index].Label ? 1 : 0;
            if (index > 0 && order[index - 1].Score == order[index].Score)
            {
                continue;
            }

            int falsePositives = order.Length - index - truePositives;
            var found = new ClassificationResult(Between(order, index), truePositives, falsePositives, order.Length - positives - falsePositives, positives - truePositives);
            best = found.F1 > best.F1 ? found : best;
        }

        return best;
    }

    /// <summary>
    /// The area under the ROC curve: the probability that a positive scores higher than a negative, ties counting ½ (the
    /// rank-sum statistic, O(n log n)).
    /// </summary>
    /// <param name="scores">Scores, larger is more likely positive.</param>
    /// <param name="labels">The truth, true for positive.</param>
    /// <returns>In [0, 1]; ½ for chance.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or one class is missing.</exception>
    public static double Auc(ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels)
    {
        Check(scores, labels);
        (float Score, bool Label)[] order = Ascending(scores, labels);
        long positives = order.Count(pair => pair.Label);
        long negatives = order.Length - positives;
        if (positives == 0 || negatives == 0)
        {
            throw new ArgumentException($"labels holds {positives} positives and {negatives} negatives; expected at least one of each. AUC compares the two classes.", nameof(labels));
        }

        return PairsWon(order) / ((double)positives * negatives);
    }

    /// <summary>
    /// The user-averaged AUC (UAUC): the plain mean of <see cref="Auc"/> over the users who have positives and negatives. The others
    /// say nothing of an order and are left out, as in CoLLM.
    /// </summary>
    /// <param name="users">The user of each score.</param>
    /// <param name="scores">Scores, larger is more likely positive.</param>
    /// <param name="labels">The truth, true for positive.</param>
    /// <returns>In [0, 1]; ½ for chance.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or no user has both classes.</exception>
    public static double UserAuc(ReadOnlySpan<int> users, ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels)
    {
        Check(scores, labels);
        MetricGuard.SameLength(users.Length, nameof(users), labels.Length, nameof(labels));
        double sum = 0;
        int counted = 0;
        foreach ((float[] own, bool[] truth) in ByUser(users, scores, labels))
        {
            if (truth.Contains(true) && truth.Contains(false))
            {
                sum += Auc(own, truth);
                counted++;
            }
        }

        return counted > 0
            ? sum / counted
            : throw new ArgumentException("labels holds no user with a positive and a negative; expected at least one. UAUC compares the two classes within a user.", nameof(labels));
    }

    private static IEnumerable<(float[] Scores, bool[] Labels)> ByUser(ReadOnlySpan<int> users, ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels)
    {
        var found = new SortedDictionary<int, (List<float> Scores, List<bool> Labels)>();
        for (int index = 0; index < users.Length; index++)
        {
            if (!found.TryGetValue(users[index], out (List<float> Scores, List<bool> Labels) own))
            {
                own = found[users[index]] = ([], []);
            }

            own.Scores.Add(scores[index]);
            own.Labels.Add(labels[index]);
        }

        return found.Values.Select(own => (own.Scores.ToArray(), own.Labels.ToArray()));
    }

    /// <summary>The number of (positive, negative) pairs in which the positive scores higher, ties counting ½.</summary>
    private static double PairsWon((float Score, bool Label)[] order)
    {
        double won = 0;
        long negativesBelow = 0;
        for (int start = 0, end; start < order.Length; start = end)
        {
            long positivesHere = 0;
            for (end = start; end < order.Length && order[end].Score == order[start].Score; end++)
            {
                positivesHere += order[end].Label ? 1 : 0;
            }

            long negativesHere = end - start - positivesHere;
            won += positivesHere * (negativesBelow + (negativesHere / 2.0));
            negativesBelow += negativesHere;
        }

        return won;
    }

    private static double Between((float Score, bool Label)[] order, int index)
    {
        double lowest = order[index].Score;
        double middle = index == 0 ? lowest : (lowest + order[index - 1].Score) / 2;
        return double.IsFinite(middle) ? middle : lowest;
    }

    private static (float Score, bool Label)[] Ascending(ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels)
    {
        var order = new (float Score, bool Label)[scores.Length];
        for (int index = 0; index < order.Length; index++)
        {
            order[index] = (Effective(scores[index], labels[index]), labels[index]);
        }

        Array.Sort(order);
        return order;
    }

    private static float Effective(float score, bool label) => !float.IsNaN(score) ? score
        : label ? float.NegativeInfinity : float.PositiveInfinity;

    private static void Check(ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels)
    {
        MetricGuard.SameLength(scores.Length, nameof(scores), labels.Length, nameof(labels));
        MetricGuard.NotEmpty(scores.Length, nameof(scores));
    }
}
