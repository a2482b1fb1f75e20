using Bdlm.Lab.Backbone;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Rows.Text;
using Bdlm.Llama;
using Bdlm.Llama.Checkpoints;
using Bdlm.Testing;

namespace Bdlm.Lab.Reproduction.Rows;

public sealed class FolderBackboneTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Settings_AFolderThatMoves_StayTheSame_OtherWeightsDoNot()
    {
        using BackboneFactory backbone = TinyBackbone.Pretrained(_folder.File("cache"), TinyBackbone.Options with { Epochs = 1 });
        string moved = _folder.File("moved");
        Directory.CreateDirectory(moved);
        foreach (string file in Directory.GetFiles(backbone.Folder))
        {
            File.Copy(file, Path.Combine(moved, Path.GetFileName(file)));
        }

        IReadOnlyDictionary<string, string> settings = new FolderBackbone(backbone.Folder).Settings(TextWorld.Setting());
        File.Delete(Path.Combine(moved, "backbone.json"));
        Assert.Equal(settings, new FolderBackbone(moved).Settings(TextWorld.Setting()));
        File.WriteAllBytes(Path.Combine(moved, "model.safetensors"), [1]);
        Assert.NotEqual(settings, new FolderBackbone(moved).Settings(TextWorld.Setting()));
        Assert.DoesNotContain(settings.Values, value => value.Contains(_folder.FullPath, StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_AnEmptyFolder_SaysWhatIsMissing()
    {
        FileNotFoundException fault = Assert.Throws<FileNotFoundException>(() => new FolderBackbone(_folder.FullPath).Settings(TextWorld.Setting()));
        Assert.StartsWith($"{_folder.FullPath} holds no file of a model", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_InstructRecOnAStoryTeller_TrainsAndAnswers()
    {
        string folder = StoryTeller();
        var source = new FolderBackbone(folder);
        LabScale fitted = source.Fit(TextWorld.Scale with { MaxLength = 4096 });
        Assert.Equal((64, 512), (fitted.Dim, fitted.MaxLength));
        using (BackboneFactory backbone = BackboneFactory.FromFolder(folder))
        {
            // LLaMA's begin and end; 512 pieces have no word for yes, but letters.
            Assert.Equal((1, 2, 64, 512), (backbone.BeginToken, backbone.EndToken, backbone.HiddenSize, backbone.VocabularySize));
            Assert.NotEqual(backbone.Answers.Yes, backbone.Answers.No);
            Assert.Null(backbone.Report);
        }

        RowSetting setting = TextWorld.Setting(source);
        setting = setting with { Scale = source.Fit(setting.Scale), Data = setting.Data with { Scale = source.Fit(setting.Scale) } };
        RowContext context = TextWorld.Run(new InstructRecRecipe(), _folder.File("run"), setting);
        Assert.Equal(8, Assert.Single(context.Log.Models).Ranks.Length);
    }

    // The published model of 260,000 parameters as a Hugging Face folder.
    private string StoryTeller()
    {
        string source = RealData.Require("llama");
        string tokenizer = _folder.File("tokenizer");
        Directory.CreateDirectory(tokenizer);
        File.Copy(Path.Combine(source, "tok512.model"), Path.Combine(tokenizer, "tokenizer.model"));
        string folder = _folder.File("stories");
        using LlamaForCausalLM model = LlamaCheckpoint.Load(Path.Combine(source, "stories260K.bin"));
        LlamaCheckpoint.Save(model, folder, new LlamaSaveOptions { TokenizerFolder = tokenizer });
        return folder;
    }
}
