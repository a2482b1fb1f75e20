using Bdlm.Evaluation;

namespace Bdlm.Lab.Sources;

public sealed class DataFormatsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Detect_TinyFolders_AreTold()
    {
        Assert.Equal("lightgcn", DataFormats.Detect(TinyData.LightGcn(_folder.File("a"))).Name);
        Assert.Equal("rechorus", DataFormats.Detect(TinyData.ReChorus(_folder.File("b"))).Name);
        Assert.Equal("movielens", DataFormats.Detect(TinyData.MovieLens(_folder.File("c"))).Name);
        Assert.Equal("recbole", DataFormats.Detect(TinyData.RecBole(_folder.File("d"))).Name);
        Assert.Equal("ncf", DataFormats.Detect(TinyData.Ncf(_folder.File("e"))).Name);
    }

    [Fact]
    public void Load_SequencesAndHistories_LeaveTheLastOut()
    {
        Directory.CreateDirectory(_folder.File("s"));
        File.WriteAllText(_folder.File("s/sequences.txt"), "1 5 9 7 3\n2 9 5 3 7\n");
        LabData sequences = DataLoader.Load(_folder.File("s"), new DataRequest());
        Assert.Equal(("sequences", 2, 2, 4), (sequences.Format, sequences.Split.Test.Count, sequences.Split.Validation.Count, sequences.Split.Train.InteractionCount));

        Directory.CreateDirectory(_folder.File("h"));
        File.WriteAllText(_folder.File("h/items.txt"), "a\tTape\t0\nb\tPen\t1\nc\tInk\t2\n");
        File.WriteAllText(_folder.File("h/valid.csv"), "user_id,history_item_title,item_title,history_item_id,item_id\nA,\"['Tape', 'Pen']\",Ink,\"[0, 1]\",2\n");
        LabData histories = DataLoader.Load(_folder.File("h"), new DataRequest());
        Assert.Equal(("histories", 1, 1, 1), (histories.Format, histories.Split.Test.Count, histories.Split.Validation.Count, histories.Split.Train.InteractionCount));
    }

    [Fact]
    public void Load_Ncf_HasTheAuthorsNegativesAndNoValidation()
    {
        LabData data = DataLoader.Load(TinyData.Ncf(_folder.FullPath), new DataRequest());
        Assert.Equal(TinyData.Users, data.Split.Test.Count);
        Assert.False(data.HasValidation);
        Assert.Equal(TinyData.Users * 7, data.Split.Train.InteractionCount);
        Assert.Equal([6, 5], data.TestNegatives!.Take(2).Select(list => list.Count));
        Assert.Equal(RepeatedNegatives.Drop, data.Repeated);
    }

    [Fact]
    public void Load_TwoNcfDataSetsInAFolder_SaysSo()
    {
        TinyData.Ncf(_folder.FullPath);
        File.WriteAllText(_folder.File("other.train.rating"), "0\t0\t1\n");
        Assert.Equal(
            $"{_folder.FullPath} holds 2 files that end in .train.rating; expected one. Give each data set a folder of its own.",
            Assert.Throws<FileNotFoundException>(() => DataLoader.Load(_folder.FullPath, new DataRequest { Format = "ncf" })).Message);
    }

    [Fact]
    public void Load_MovieLens_LeavesTheLastOut()
    {
        LabData data = DataLoader.Load(TinyData.MovieLens(_folder.FullPath), new DataRequest());
        Assert.Equal(TinyData.Users, data.Split.Test.Count);
        Assert.Equal(TinyData.Users, data.Split.Validation.Count);
        Assert.Equal(TinyData.Users * 6, data.Split.Train.InteractionCount);
        Assert.Null(data.TestNegatives);
    }

    [Fact]
    public void Load_RecBole_IsSplitAtRandomByTheSplitSeed()
    {
        LabData data = DataLoader.Load(TinyData.RecBole(_folder.FullPath), new DataRequest());
        Assert.Equal("8:1:1 at random by user, seed 1", data.SplitDescription);
        Assert.Equal((TinyData.Users, TinyData.Users, TinyData.Users * 8), (data.Split.Test.Count, data.Split.Validation.Count, data.Split.Train.InteractionCount));
        Assert.Equal(data.Hash, DataLoader.Load(_folder.FullPath, new DataRequest()).Hash);
        Assert.NotEqual(data.Hash, DataLoader.Load(_folder.FullPath, new DataRequest { SplitSeed = 2 }).Hash);
        Assert.StartsWith("leave one out", DataLoader.Load(_folder.FullPath, new DataRequest { Split = SplitKind.LeaveOneOut }).SplitDescription);
    }

    [Fact]
    public void Load_MinRating_LeavesLowerOnesOut()
    {
        // Of eight rows with ratings 1 to 5 in turn two have a 1, of the other six one is for validation and one for test.
        LabData data = DataLoader.Load(TinyData.MovieLens(_folder.FullPath), new DataRequest { MinRating = 2 });
        Assert.StartsWith("ratings of at least 2; leave one out", data.SplitDescription);
        Assert.Equal(TinyData.Users * 4, data.Split.Train.InteractionCount);
    }

    [Fact]
    public void Load_NothingHeldOut_SaysWhy() => Assert.Equal(
        $"{_folder.FullPath} leaves no validation or test target (8:1:1 at random by user, seed 1); expected users with more interactions. Check the files, --split and --min-rating.",
        Assert.Throws<InvalidDataException>(() => DataLoader.Load(TinyData.MovieLens(_folder.FullPath), new DataRequest { Split = SplitKind.Random })).Message);

    [Fact]
    public void Load_NoRatingHighEnough_SaysWhy() => Assert.StartsWith(
        $"{_folder.FullPath} leaves no training row;",
        Assert.Throws<InvalidDataException>(() => DataLoader.Load(TinyData.MovieLens(_folder.FullPath), new DataRequest { MinRating = 6 })).Message);

    [Fact]
    public void Load_ReChorus_KeepsTheFilesCandidates()
    {
        LabData data = DataLoader.Load(TinyData.ReChorus(_folder.FullPath), new DataRequest());
        Assert.Equal(TinyData.Users, data.TestNegatives!.Count);
        Assert.All(data.TestNegatives, list => Assert.Equal(5, list.Count));
        Assert.Equal(RepeatedNegatives.Keep, data.Repeated);
    }

    [Fact]
    public void WithoutTest_Data_HaveNoTestAndTheSameIds()
    {
        LabData data = DataLoader.Load(TinyData.ReChorus(_folder.FullPath), new DataRequest());
        LabData without = data.WithoutTest();
        Assert.False(without.HasTest);
        Assert.Null(without.TestNegatives);
        Assert.Equal(data.TrainHash, without.TrainHash);
        Assert.NotEqual(data.Hash, without.Hash);
    }
}
