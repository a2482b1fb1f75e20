namespace Bdlm.Lab.Reproduction.Rows.Recommenders.Stacks;

public sealed class LogisticRegressionTests
{
    [Fact]
    public void Fit_OneBinaryFeature_IsTheLogOfTheOdds()
    {
        // At 0: 1 of 4 positive; at 2: 3 of 4. Without a ridge the chances are met exactly: logits −ln 3 and ln 3.
        double[][] rows = [[0], [0], [0], [0], [2], [2], [2], [2]];
        bool[] labels = [true, false, false, false, true, true, true, false];
        var model = LogisticRegression.Fit(rows, labels, ridge: 0);
        Assert.Equal(-Math.Log(3), model.Logit([0]), 8);
        Assert.Equal(Math.Log(3), model.Logit([2]), 8);
        Assert.Equal(0, model.Bias, 8);
        Assert.Equal(Math.Log(3), model.Weights[0], 8);
    }

    [Fact]
    public void Fit_WithRidge_MakesTheGradientZero()
    {
        var random = new Random(1);
        double[][] rows = [.. Enumerable.Range(0, 200).Select(_ => new[] { random.NextDouble(), 10 * random.NextDouble(), 7 })];
        bool[] labels = [.. rows.Select(row => random.NextDouble() < 1 / (1 + Math.Exp(-(2 * row[0]) + (row[1] / 5))))];
        var model = LogisticRegression.Fit(rows, labels, ridge: 3);
        double mean = rows.Average(row => row[0]);
        double deviation = Math.Sqrt(rows.Average(row => (row[0] - mean) * (row[0] - mean)));
        double[] errors = [.. rows.Select((row, place) => (labels[place] ? 1 : 0) - (1 / (1 + Math.Exp(-model.Logit(row)))))];
        Assert.Equal(0, errors.Sum(), 6);
        Assert.Equal(3 * model.Weights[0], rows.Select((row, place) => errors[place] * (row[0] - mean) / deviation).Sum(), 6);
        // A feature that never changes gets no weight.
        Assert.Equal(0, model.Weights[2], 12);
    }

    [Fact]
    public void Fit_FaultyRows_AreRefused()
    {
        Assert.StartsWith("rows holds 2 rows and labels 2 positives of 2;", Assert.Throws<ArgumentException>(() => LogisticRegression.Fit([[1], [2]], [true, true])).Message);
        Assert.StartsWith("rows holds a row of another length than 1,", Assert.Throws<ArgumentException>(() => LogisticRegression.Fit([[1], [double.NaN]], [true, false])).Message);
    }
}
