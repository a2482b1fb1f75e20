using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Reports;

/// <summary>A whole report, from cells to files, and the check of its folder.</summary>
public sealed class ReportFolderTests : IClassFixture<ReportFolderTests.Written>
{
    private readonly Written _written;

    public ReportFolderTests(Written written) => _written = written;

    [Fact]
    public void Write_EqualInputs_GiveEqualBytes()
    {
        using var again = new TemporaryFolder();
        (ReportPlan plan, CellFile[] cells) = SampleReport.TableThree();
        ReproductionReport.Write(again.FullPath, plan, cells.Reverse());
        Assert.Equal(_written.Names(), Directory.GetFiles(again.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(_written.Names(), name => Assert.True(File.ReadAllBytes(_written.Folder.File(name!)).SequenceEqual(File.ReadAllBytes(again.File(name!))), name));
    }

    [Fact]
    public void Write_TableThree_MakesTheFilesOfAReport() =>
        Assert.Equal(
            [
                "breakdowns.csv", "by-activity.png", "by-activity.svg", "by-place.png", "by-place.svg", "by-popularity.png", "by-popularity.svg", "index.html",
                "items-before-l.png", "items-before-l.svg", "results.json", "rows.png", "rows.svg", "seeds.csv", "table3-f1.png", "table3-f1.svg",
                "table3-hr1.png", "table3-hr1.svg", "table3.csv", "table3.md", "tests.csv", "validation.png", "validation.svg",
            ],
            _written.Names());

    [Fact]
    public void Write_MissingCells_SaysSo()
    {
        Assert.Equal(2, _written.Summary.Run.MissingCells);
        string page = File.ReadAllText(_written.Folder.File("table3.md"));
        Assert.Contains("2 cells of the plan have not been run yet: the figures are preliminary.", page, StringComparison.Ordinal);
        Assert.Contains("| GMF | – | – | – | – | – | – | – | – | – | 0 of 2 |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ClearGain_IsCalledReal()
    {
        string page = File.ReadAllText(_written.Folder.File("table3.md"));
        Assert.Contains("| BDLM-drs | LightGCN | HR@1 | yes |", page, StringComparison.Ordinal);
        Assert.Contains("BDLM-drs above LightGCN in HR@1 (+", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ModelMissingInItsCell_NamesBoth()
    {
        (ReportPlan plan, CellFile[] cells) = SampleReport.TableThree();
        ReportPlan wrong = plan with { Rows = [SampleReport.Row("NCF", RowKind.Baseline, "lightgcn-1")] };
        InvalidDataException fault = Assert.Throws<InvalidDataException>(() => ReproductionReport.Write(_written.Folder.FullPath, wrong, cells));
        Assert.Equal("cell lightgcn-1 holds the models LightGCN; expected NCF among them, for the row NCF. Delete the cell's file to have it made anew.", fault.Message);
    }

    [Fact]
    public void Check_WrittenFolder_Agrees() => Assert.Empty(ReportCheck.Of(_written.Folder.FullPath));

    [Fact]
    public void Check_TableChangedByHand_IsFound()
    {
        using TemporaryFolder copy = _written.Copy();
        File.WriteAllText(copy.File("table3.md"), File.ReadAllText(copy.File("table3.md")).Replace("0.", "1.", StringComparison.Ordinal));
        Assert.Equal(["table3.md is not what the code writes from results.json. Run the command again, and do not edit reports by hand."], ReportCheck.Of(copy.FullPath));
    }

    [Fact]
    public void Check_FigureChangedInSummary_IsFoundInPlotAndCell()
    {
        using TemporaryFolder copy = _written.Copy();
        ReportSummary summary = _written.Summary;
        RowSummary row = summary.Rows[^1];
        var better = row.Values.Select(value => value.Measure == "HR@1" ? value with { Mean = 0.99, Seeds = [value.Seeds[0] with { Value = 0.99 }, value.Seeds[1]] } : value);
        ResultJson.Write(copy.File("results.json"), summary with { Rows = [.. summary.Rows.SkipLast(1), row with { Values = [.. better] }] });
        Assert.StartsWith("table3-hr1.svg shows ", Assert.Single(ReportCheck.Of(copy.FullPath)), StringComparison.Ordinal);
        ReportFolder.Write(copy.FullPath, ResultJson.Read<ReportSummary>(copy.File("results.json")));
        Assert.StartsWith("BDLM-drs, seed 1: HR@1 is 0.99; expected 0.", Assert.Single(ReportCheck.Of(copy.FullPath)), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OtherSchema_IsRefused()
    {
        using TemporaryFolder copy = _written.Copy();
        ResultJson.Write(copy.File("results.json"), _written.Summary with { Schema = "bdlm-results/0" });
        Assert.Equal(["results.json has the schema bdlm-results/0; expected bdlm-results/1. Run the command again."], ReportCheck.Of(copy.FullPath));
    }

    /// <summary>A report with its cells beside it.</summary>
    public sealed class Written : IDisposable
    {
        public Written()
        {
            (ReportPlan plan, CellFile[] cells) = SampleReport.TableThree();
            Summary = ReproductionReport.Write(Folder.FullPath, plan, cells);
            foreach (CellFile cell in cells)
            {
                ResultJson.Write(Path.Combine(Folder.FullPath, "cells", $"{cell.Id}.json"), cell);
            }
        }

        public TemporaryFolder Folder { get; } = new();

        internal ReportSummary Summary { get; }

        public string?[] Names() => [.. Directory.GetFiles(Folder.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal)];

        public TemporaryFolder Copy()
        {
            var copy = new TemporaryFolder();
            Directory.CreateDirectory(copy.File("cells"));
            foreach (string file in Directory.GetFiles(Folder.FullPath, "*", SearchOption.AllDirectories))
            {
                File.Copy(file, copy.File(Path.GetRelativePath(Folder.FullPath, file)));
            }

            return copy;
        }

        public void Dispose() => Folder.Dispose();
    }
}
