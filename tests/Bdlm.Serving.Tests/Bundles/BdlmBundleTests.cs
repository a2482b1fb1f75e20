using System.Text.Json.Nodes;
using Bdlm.Evaluation;
using Bdlm.Worlds;
using static TorchSharp.torch;

namespace Bdlm.Bundles;

public sealed class BdlmBundleTests
{
    public static TheoryData<string> Kinds => [.. TinyWorld.Kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Load_OfWhatWasSaved_ScoresWithTheSameBits(string kind)
    {
        using var world = new TinyWorld(TinyWorld.Kinds[kind]);
        using BdlmBundle bundle = BdlmBundle.Load(world.Save());
        BundleParts parts = world.Parts;
        PairQuestion[] pairs = [.. Enumerable.Range(0, 12).Select(item => new PairQuestion(item % 6, parts.Training.ItemsOf(item % 6).ToArray(), item))];

        var features = new Language.FeatureExtractor(parts.Language, bundle.Encoder, parts.Pooling, CPU) { WithScores = parts.WithScores };
        float[] expected = new CascadeScorer(features, parts.Recommender, parts.Head, CPU).ScorePairs(pairs);
        Assert.Equal(expected, new CascadeScorer(bundle.Features, bundle.Recommender, bundle.Head, CPU).ScorePairs(pairs));
        Assert.Equal(12, expected.Distinct().Count());
    }

    [Fact]
    public void Load_OfWhatWasSaved_KnowsUsersItemsAndHistories()
    {
        using var world = new TinyWorld();
        using BdlmBundle bundle = BdlmBundle.Load(world.Save());
        Assert.Equal(world.Parts.UserMap.Originals, bundle.UserMap.Originals);
        Assert.Equal(world.Parts.ItemMap.Originals, bundle.ItemMap.Originals);
        Assert.Equal("Película \"C\"", bundle.Catalog[2].Title);
        Assert.Equal(["Comedy", "War"], bundle.Catalog[2].Categories);
        Assert.Equal(world.Parts.Prompts, bundle.Encoder.Options);
        for (int user = 0; user < 6; user++)
        {
            Assert.Equal(world.Parts.Training.ItemsOf(user).ToArray(), bundle.Training.ItemsOf(user).ToArray());
            Assert.Equal(world.Parts.Known!.ItemsOf(user).ToArray(), bundle.Known.ItemsOf(user).ToArray());
            Assert.Equal(world.Parts.Known.TimesOf(user).ToArray(), bundle.Known.TimesOf(user).ToArray());
        }
    }

    [Fact]
    public void Load_WithoutKnown_KnowsTheTrainingPart()
    {
        using var world = new TinyWorld(withKnown: false);
        using BdlmBundle bundle = BdlmBundle.Load(world.Save());
        Assert.Same(bundle.Training, bundle.Known);
    }

    [Fact]
    public void Save_OfPartsThatDoNotFit_NamesAll()
    {
        using var world = new TinyWorld();
        BundleParts parts = world.Parts with
        {
            UserMap = new Data.IdMap(["a", "b"]),
            Catalog = new Data.ItemCatalog([]),
        };
        var fault = Assert.Throws<ArgumentException>(() => BdlmBundle.Save(parts, Path.Combine(Path.GetTempPath(), "never")));
        Assert.StartsWith("BundleParts: Training is of 6 users and 12 items; expected 2 and 12, as the maps have. Known is of 6 users", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Recommender is of 6 users and 12 items", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Language is of 6 users and 12 items", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Catalog is of 2 users and 0 items; expected 2 and 12", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_OverAFolderWithFiles_RefusesUnlessTold()
    {
        using var world = new TinyWorld();
        string folder = world.Save();
        Assert.Contains("is there and not empty", Assert.Throws<IOException>(() => BdlmBundle.Save(world.Parts, folder)).Message, StringComparison.Ordinal);
        BdlmBundle.Save(world.Parts with { Name = "again" }, folder, overwrite: true);
        using BdlmBundle bundle = BdlmBundle.Load(folder);
        Assert.Equal("again", bundle.Manifest.Name);
    }

    [Fact]
    public void Save_Cancelled_LeavesNothing()
    {
        using var world = new TinyWorld();
        using var folder = new TemporaryFolder();
        Assert.Throws<OperationCanceledException>(() => BdlmBundle.Save(world.Parts, folder["bundle"], cancellation: new CancellationToken(canceled: true)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Load_AnyByteOfAnyFileChanged_NamesTheFile()
    {
        using var world = new TinyWorld();
        string folder = world.Save();
        var random = new Random(3);
        string[] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != BundleManifest.FileName)];
        Assert.True(files.Length >= 8, string.Join(' ', files));
        foreach (string file in files)
        {
            byte[] bytes = File.ReadAllBytes(file);
            int place = random.Next(bytes.Length);
            bytes[place] ^= 1;
            File.WriteAllBytes(file, bytes);
            string name = Path.GetRelativePath(folder, file).Replace('\\', '/');
            Assert.Contains($"{name} has other bytes than those that were saved", Refused(folder), StringComparison.Ordinal);
            bytes[place] ^= 1;
            File.WriteAllBytes(file, bytes);
        }
    }

    [Fact]
    public void Load_OfFilesMissingOrCut_NamesAll()
    {
        using var world = new TinyWorld();
        string folder = world.Save();
        File.Delete(Path.Combine(folder, "head.safetensors"));
        File.WriteAllText(Path.Combine(folder, "users.jsonl"), "");
        Assert.Matches(@"head\.safetensors is missing\. users\.jsonl has 0 bytes; expected \d+\. Save or copy it again\.", Refused(folder));
    }

    [Theory]
    [InlineData("format", "\"bdlm-bundle/9\"", "its format is bdlm-bundle/9; expected bdlm-bundle/1.")]
    [InlineData("surprise", "1", "manifest.json, line ")]
    [InlineData("pooling", "\"Nowhere\"", "manifest.json, line ")]
    [InlineData("users", "7", "manifest.json has 7 users and 12 items, the files 6 and 12; expected the same.")]
    [InlineData("recommender", """{"kind":"oracle","options":{}}""", "the recommender's kind is \"oracle\"; expected lightgcn, mf, gmf or neumf.")]
    [InlineData("recommender", """{"kind":"lightgcn","options":{"dim":-3}}""", "the recommender's options are faulty: ")]
    [InlineData("files", """[{"path":"../outside","bytes":1,"sha256":""}]""", "manifest.json names ../outside, which leads out of the folder.")]
    [InlineData("files", """[{"path":"/etc/passwd","bytes":1,"sha256":""}]""", "manifest.json names /etc/passwd, which leads out of the folder.")]
    public void Load_OfAManifestThatIsFaulty_SaysWhat(string field, string value, string message)
    {
        using var world = new TinyWorld();
        string folder = world.Save();
        string path = Path.Combine(folder, BundleManifest.FileName);
        var manifest = (JsonObject)JsonNode.Parse(File.ReadAllText(path))!;
        manifest[field] = JsonNode.Parse(value);
        File.WriteAllText(path, manifest.ToJsonString());
        Assert.Contains(message, Refused(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfAnotherFolder_SaysWhatIsExpected()
    {
        using var folder = new TemporaryFolder();
        Assert.EndsWith("it has no manifest.json. Give a folder that BdlmBundle.Save wrote.", Refused(folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_AndDispose_LeaksNoTensor()
    {
        using var world = new TinyWorld();
        string folder = world.Save();
        BdlmBundle.Load(folder).Dispose();
        long before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int round = 0; round < 5; round++)
        {
            BdlmBundle.Load(folder).Dispose();
        }

        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static string Refused(string folder) => Assert.Throws<BundleException>(() => BdlmBundle.Load(folder)).Message;
}
