using Bdlm.Checkpoints;
using Bdlm.Llama;
using Bdlm.Testing.Language;
using static TorchSharp.torch;

namespace Bdlm.Pages;

public sealed class GuideTests
{
    [Fact]
    public void Run_FilesOfTwoGroups_EndsWithRecommendations()
    {
        using var folder = new TemporaryFolder();
        TinyFiles.Write(folder);

        GuideResult result = GuideExample.Run(folder.FullPath, Backbone(), TinyTokenizers.ByteLevelBpe(), CPU, folder.File("run"), epochs: 2, progress: null, CancellationToken.None);

        Assert.Equal(TinyFiles.Users * TinyFiles.PerUser, result.Report.Interactions);
        Assert.StartsWith("User<uid0> liked<iid", result.Prompt, StringComparison.Ordinal);
        Assert.EndsWith("Next item:", result.Prompt, StringComparison.Ordinal);
        Assert.Equal(2, result.History.Epochs.Count);
        Assert.Equal([TinyFiles.Users, TinyFiles.Users, TinyFiles.Users, TinyFiles.Users], [result.Cascade.Count, result.Language.Count, result.Gain.UserCount, result.Full.UserCount]);
        Assert.InRange(result.Decided.Auc, 0, 1);
        Assert.Equal(5, result.Titles.Distinct().Count());
    }

    private static LlamaForCausalLM Backbone() => LlamaForCausalLM.Create(
        new LlamaConfig
        {
            HiddenSize = 16,
            IntermediateSize = 32,
            LayerCount = 1,
            HeadCount = 2,
            KeyValueHeadCount = 2,
            VocabularySize = TinyTokenizers.ByteLevelBpeSize(),
            MaxLength = 300,
            InitialStd = 0.1,
        },
        seed: 1);
}
