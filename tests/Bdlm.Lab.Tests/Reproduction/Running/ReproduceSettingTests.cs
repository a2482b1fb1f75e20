using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Rows;

namespace Bdlm.Lab.Reproduction.Running;

public sealed class ReproduceSettingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_ChangesAndFewerUsers_AreToldInNotes()
    {
        File.WriteAllText(_folder.File("changes.json"), """{ "epochs": 2, "trainingUsers": 7 }""");
        ReproduceRequest request = TinyRun.Request(_folder.FullPath) with { SettingsFile = _folder.File("changes.json"), MaxUsers = 3 };
        RowSetting setting = ReproduceSetting.Of(request, TinyRun.Setting().Data);
        Assert.Equal((2, 3), (setting.Scale.Epochs, setting.Scale.TestUsers));
        Assert.Same(setting.Scale, setting.Data.Scale);
        Assert.Equal("Recommenders have the settings that were tuned on MovieLens-100K: there was no search on tiny films.", setting.Notes[0]);
        Assert.Equal("Recommenders were tuned with rows of 64 values; here all have 96, as the language model has.", setting.Notes[1]);
        Assert.Equal(
            [
                "Only the targets of 3 users were asked about.",
                "The language rows and BDLM learnt from the histories of 7 users drawn at random, recommenders from those of all 40.",
                "Departs from the scale in {\"epochs\":2,\"trainingUsers\":7}.",
            ],
            setting.Notes.Skip(3));
        Assert.Equal("7", ScaleSettings.Training(setting.Scale)["training.users"]);
    }

    [Fact]
    public void Of_ValidationQuestions_StandInPlaceOfTheTestQuestions()
    {
        ExperimentData data = TinyRun.Setting().Data;
        ExperimentData judged = data.JudgedOnValidation();
        Assert.NotEqual(data.TestCandidates.Hash, data.ValidationCandidates.Hash);
        Assert.Equal((data.ValidationCandidates.Hash, data.ValidationPairs.Hash), (judged.TestCandidates.Hash, judged.TestPairs.Hash));
    }
}
