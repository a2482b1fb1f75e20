using Bdlm.Lab.Experiments;

namespace Bdlm.Lab.Backbone.Pretraining;

public sealed class BackboneOptionsTests
{
    [Fact]
    public void Validate_ManyFaults_NamesThemAll()
    {
        var options = new BackboneOptions { Dim = 30, Heads = 4, Layers = 0, VocabularySize = 100, MaxLength = 8, InitialStd = 0, Epochs = 0, Patience = 0, Batch = 0, LearningRate = double.NaN, HeldOutShare = 0.9, Noun = " " };
        ArgumentException fault = Assert.Throws<ArgumentException>(options.Validate);
        foreach (string name in (string[])["Dim is 30 and Heads is 4", "Layers is 0", "VocabularySize is 100", "MaxLength is 8", "Noun", "InitialStd is 0", "Epochs is 0", "Patience is 0", "Batch is 0", "LearningRate is NaN", "HeldOutShare is 0.9"])
        {
            Assert.Contains(name, fault.Message, StringComparison.Ordinal);
        }

        Assert.StartsWith("BackboneOptions has 11 fault(s): ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AScale_TakesItsSizes()
    {
        BackboneOptions options = BackboneOptions.Of(new LabScale { Dim = 128, Backbone = new() { Layers = 3, Heads = 4, VocabularySize = 700, Epochs = 7 } });
        options.Validate();
        Assert.Equal((128, 3, 4, 700, 7, 1024), (options.Dim, options.Layers, options.Heads, options.VocabularySize, options.Epochs, options.MaxLength));
    }
}
