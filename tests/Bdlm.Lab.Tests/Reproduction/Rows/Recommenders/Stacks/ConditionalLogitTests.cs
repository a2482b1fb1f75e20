namespace Bdlm.Lab.Reproduction.Rows.Recommenders.Stacks;

public sealed class ConditionalLogitTests
{
    [Fact]
    public void Fit_OneFeatureAndTwoCandidates_IsTheLogOfTheOdds()
    {
        // The target is the candidate with the feature in 3 of 4 lists: the difference of the two scores is ln 3. Lists have levels of their own.
        double[][][] lists = [[[5], [7]], [[1], [3]], [[0], [2]], [[-4], [-2]]];
        var model = ConditionalLogit.Fit(lists, [1, 1, 1, 0], ridge: 0);
        Assert.Equal(Math.Log(3), model.Score([2]) - model.Score([0]), 8);
        Assert.Equal(Math.Log(3) / 2, model.Weights[0], 8);
    }

    [Fact]
    public void Fit_WithRidge_MakesTheGradientZero()
    {
        var random = new Random(1);
        double[][][] lists = [.. Enumerable.Range(0, 50).Select(_ => Enumerable.Range(0, 6).Select(_ => new[] { random.NextDouble(), 10 * random.NextDouble(), 7 }).ToArray())];
        int[] targets = [.. lists.Select(_ => random.Next(6))];
        var model = ConditionalLogit.Fit(lists, targets, ridge: 2);
        double deviation = Math.Sqrt(lists.Sum(list => list.Sum(row => Math.Pow(row[0] - list.Average(other => other[0]), 2))) / 300);
        double slope = lists.Zip(targets).Sum(entry =>
        {
            double[] powers = [.. entry.First.Select(row => Math.Exp(model.Score(row)))];
            return (entry.First[entry.Second][0] - entry.First.Zip(powers).Sum(pair => pair.First[0] * pair.Second / powers.Sum())) / deviation;
        });
        Assert.Equal(2 * model.Weights[0], slope, 6);
        // A feature that never differs within a list gets no weight.
        Assert.Equal(0, model.Weights[2], 12);
    }

    [Fact]
    public void Fit_FaultyLists_AreRefused()
    {
        Assert.StartsWith("lists holds 1 lists and targets 2;", Assert.Throws<ArgumentException>(() => ConditionalLogit.Fit([[[1]]], [0, 0])).Message);
        Assert.StartsWith("the target of list 0 is 2; expected a place among its 2 candidates.", Assert.Throws<ArgumentException>(() => ConditionalLogit.Fit([[[1], [2]]], [2])).Message);
        Assert.StartsWith("list 1 holds a candidate with another number of features than 1,", Assert.Throws<ArgumentException>(() => ConditionalLogit.Fit([[[1]], [[double.NaN]]], [0, 0])).Message);
    }
}
