using Bdlm.Domain.Objectives;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Recommenders;

namespace Bdlm.Lab.Reproduction.Rows.Recommenders;

public sealed class TunedRowsTests
{
    [Fact]
    public void All_TrainedRows_HaveAsManyTrials() =>
        Assert.All(TunedRows.All.Where(row => row.Kind.IsTrained), row => Assert.Equal(TunedRows.TrialsEach, row.Trials.Count));

    [Theory]
    [InlineData("MovieLens-100K")]
    [InlineData("MovieLens-1M")]
    [InlineData("anything else")]
    public void For_EveryRow_IsOneOfItsTrials(string dataset)
    {
        foreach (TunedRow row in TunedRows.All)
        {
            string kept = Text(row, TunedSettings.For(dataset, row.Name));
            Assert.Contains(kept, row.Trials.Select(point => Text(row, point)));
        }
    }

    [Fact]
    public void Apply_Scale_HasTheTunedRecommendersOfTheDataSet()
    {
        LabScale scale = TunedScales.Apply(new LabScale { Dim = 32 }, "MovieLens-100K");
        ModelSettings lightGcn = TunedRows.Find("LightGCN").Settings(TunedSettings.For("MovieLens-100K", "LightGCN"));
        Assert.Equal((lightGcn.LearningRate, lightGcn.Decay, lightGcn.Layers, 2048), (scale.LightGcn.Rate, scale.LightGcn.Regularization, scale.LightGcn.Layers, scale.LightGcn.Batch));
        Assert.Equal(4, scale.Ncf.Negatives);
        Assert.Equal(DomainLoss.CrossEntropy, scale.Gmf.Loss);
        Assert.Equal(DomainLoss.Bpr, scale.MatrixFactorization.Loss);
        Assert.Equal(32, scale.Dim);
    }

    [Fact]
    public void Find_Unknown_NamesTheRows() => Assert.Equal(
        "there is no row svd; expected one of Popularity, NCF, GMF, MF, LightGCN, SASRec, GRU4Rec, BERT4Rec.",
        Assert.Throws<ArgumentException>(() => TunedRows.Find("svd")).Message);

    private static string Text(TunedRow row, IReadOnlyDictionary<string, string> chosen) =>
        string.Join(' ', ModelSettingTable.Texts(row.Kind, row.Settings(chosen)).Select(setting => $"{setting.Key}={setting.Value}"));
}
