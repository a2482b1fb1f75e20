using Bdlm.Lab.Reproduction.Results;
using Bdlm.Lab.Reproduction.Rows;

namespace Bdlm.Lab.Reproduction.Plans;

public sealed class PlanStoreTests : IDisposable
{
    private static readonly Func<string, bool> AllFinished = _ => true;

    private readonly TemporaryFolder _folder = new();
    private readonly PlanStore _store;

    public PlanStoreTests() => _store = new PlanStore(_folder.FullPath);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Adopt_FirstPlan_IsReadBackTheSame()
    {
        PlanFile plan = Plan("table4", 2);
        _store.Adopt(plan, AllFinished, () => { });
        PlanFile read = _store.Read()!;
        Assert.Equal(ResultJson.Text(plan), ResultJson.Text(read));
        Assert.Equal([1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2], read.Experiments[0].Cells.Select(cell => cell.Seed));
    }

    [Fact]
    public void Adopt_AnotherExperimentAndMoreSeeds_JoinsThem()
    {
        _store.Adopt(Plan("table4", 1), AllFinished, () => { });
        _store.Adopt(Plan("figure6", 1), AllFinished, () => { });
        PlanFile plan = _store.Adopt(Plan("table4", 2), AllFinished, () => { });
        Assert.Equal(["table4", "figure6"], plan.Experiments.Select(experiment => experiment.Name));
        Assert.Equal([1, 2], plan.Experiments[0].Seeds);
        Assert.Equal(12, plan.Experiments[0].Cells.Count);
        PlanFile fewer = _store.Adopt(Plan("table4", 1), _ => false, () => { });
        Assert.Equal([1, 2], fewer.Experiments[0].Seeds);
        Assert.Equal(12, fewer.Experiments[0].Cells.Count);
    }

    [Fact]
    public void Adopt_OtherDataAndSettings_TellsWhatDiffers()
    {
        _store.Adopt(Plan("table4", 1), AllFinished, () => { });
        PlanFile other = Plan("table4", 1, TinyRun.Setting(TinyRun.Scale with { MutualWeight = 0.5, TestUsers = null })) with { Dataset = "others" };
        var fault = Assert.Throws<InvalidOperationException>(() => _store.Adopt(other, AllFinished, () => { }));
        Assert.Contains("dataset: tiny films there, others now", fault.Message, StringComparison.Ordinal);
        Assert.Contains("the number of users asked about: 6 there, all now", fault.Message, StringComparison.Ordinal);
        Assert.Contains("bdlm-ncf, joint.mutual weight: 0.1 there, 0.5 now", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("Choose another --out, or repeat the command with what is there.", fault.Message, StringComparison.Ordinal);
        Assert.Equal("tiny films", _store.Read()!.Dataset);
    }

    [Fact]
    public void Adopt_OtherSettings_ReplaceRowsOfWhichNothingIsFinished()
    {
        PlanFile first = _store.Adopt(Plan("table4", 2), AllFinished, () => { });
        string kept = first.Experiments[0].Cells.First(cell => cell.Recipe == "bdlm-gmf").Id;
        PlanFile asked = Plan("table4", 1, TinyRun.Setting(TinyRun.Scale with { MutualWeight = 0.5 }));

        var fault = Assert.Throws<InvalidOperationException>(() => _store.Adopt(asked, id => id == kept, () => { }));
        Assert.Contains("bdlm-gmf, joint.mutual weight", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("bdlm-ncf", fault.Message, StringComparison.Ordinal);

        PlanFile plan = _store.Adopt(asked, _ => false, () => { });
        Assert.All(plan.Experiments[0].Cells.Where(cell => cell.Recipe == "bdlm-ncf"), cell => Assert.Equal("0.5", cell.Settings["joint.mutual weight"]));
        // The recommenders alone have the settings that they had, and keep both seeds.
        Assert.Equal([1, 1, 1, 1, 1, 1, 2, 2, 2], plan.Experiments[0].Cells.Select(cell => cell.Seed).Order());
        Assert.Equal([1, 2], plan.Experiments[0].Seeds);
    }

    [Fact]
    public void Read_DamagedFile_NamesFileAndLine()
    {
        File.WriteAllText(_folder.File("plan.json"), "{\n  \"schema\": \"bdlm-plan/1\",\n  \"unknown\": 1\n}");
        var fault = Assert.Throws<InvalidDataException>(() => _store.Read());
        Assert.Contains("plan.json, line 3", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OtherVersion_IsRefused()
    {
        _store.Adopt(Plan("table4", 1) with { Schema = "bdlm-plan/0" }, AllFinished, () => { });
        var fault = Assert.Throws<InvalidDataException>(() => _store.Read());
        Assert.Contains("has schema bdlm-plan/0; expected bdlm-plan/1", fault.Message, StringComparison.Ordinal);
    }

    private static PlanFile Plan(string experiment, int seeds, RowSetting? setting = null)
    {
        RowSetting used = setting ?? TinyRun.Setting();
        return new PlanBuilder(used, "laptop", "hash", new(1, "a", "b", "c", "d")).Build(experiment, ExperimentRows.Of(experiment, used.Scale), [.. Enumerable.Range(1, seeds)]);
    }
}
