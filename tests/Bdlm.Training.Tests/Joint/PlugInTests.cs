using Bdlm.BringYourOwn;
using Bdlm.Loops;

namespace Bdlm.Joint;

/// <summary>A recommender and a language model of one's own go through the same trainer, unchanged.</summary>
public sealed class PlugInTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Train_OwnModels_LearnTogether(bool ownRecommender, bool ownLanguageModel)
    {
        using var sides = new RealSides(new RealSidesOptions
        {
            Recommender = ownRecommender ? () => new OwnRecommender(RealSides.Train.UserCount, RealSides.Train.ItemCount, RealSides.Dim, seed: 1) : null,
            Language = ownLanguageModel ? words => new OwnLanguageModel(words, RealSides.Dim, seed: 1) : null,
            // Neither a graph nor an edge: the option does nothing to a recommender that cannot.
            LeaveOutOwnEdges = ownRecommender,
        });
        var reports = new List<TurnReport>();
        TrainingHistory history = sides.Trainer(epochs: 20, onTurn: reports.Add).Train();
        Assert.Equal(0, reports[0].MutualLoss);
        Assert.Equal(0, reports[1].MutualLoss);
        Assert.True(Loss(history.Epochs[^1], "L_LLM") < 0.9 * Loss(history.Epochs[0], "L_LLM"));
        Assert.True(Loss(history.Epochs[^1], "L_DRS") < 0.9 * Loss(history.Epochs[0], "L_DRS"));
    }

    private static double Loss(EpochRecord epoch, string name) => epoch.Losses.Single(loss => loss.Name == name).Value;
}
