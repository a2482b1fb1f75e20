using Bdlm.Data;
using Bdlm.Loops;
using Bdlm.Testing.Language;

namespace Bdlm.BringYourOwn;

public sealed class BringYourOwnTests
{
    [Fact]
    public void Train_OwnModelAndOwnRecommender_BothSidesLearn()
    {
        var model = new OwnLanguageModel(TinyTokenizers.ByteLevelBpeSize(), hiddenSize: 8, seed: 1);
        using var recommender = new OwnRecommender(4, 8, dim: 8, seed: 1);
        var train = new TrainView(4, 8, [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3], [0, 1, 2, 1, 2, 3, 4, 5, 6, 5, 6, 7], [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3]);
        var catalog = new ItemCatalog(Enumerable.Range(0, 8).Select(item => new ItemDescription($"Film {item}", [])));
        TrainingHistory history = OwnPartsExample.Train(model, TinyTokenizers.ByteLevelBpe(), recommender, train, catalog);
        Assert.True(Loss(history, ^1, "L_LLM") < Loss(history, 0, "L_LLM"));
        Assert.True(Loss(history, ^1, "L_DRS") < Loss(history, 0, "L_DRS"));
    }

    private static double Loss(TrainingHistory history, Index epoch, string name) =>
        history.Epochs.ToArray()[epoch].Losses.Single(loss => loss.Name == name).Value;
}
