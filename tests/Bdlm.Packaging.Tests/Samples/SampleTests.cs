using System.Text.RegularExpressions;
using Bdlm.Packaging.Packing;
using Bdlm.Packaging.Running;

namespace Bdlm.Packaging.Samples;

/// <summary>Runs the file-based programs in samples against the packed packages, as a person does after `dotnet pack`.</summary>
public sealed class SampleTests(PackedRepository packed)
{
    // What each program shows, as patterns of whole lines. Figures of trained models may differ a little from one processor to another.
    private static readonly Dictionary<string, string[]> Shown = new(StringComparer.Ordinal)
    {
        ["01-extend-a-vocabulary"] =
        [
            "kind Item: 3 tokens from <iid0> = 10",
            "encoded: 3 9 4 12 6 10 5 7",
            "token 12: Item 2",
            "<iid0> as a title is item 0: False",
            "refused: text names <iid3> at position 16, .*",
            "known tokens kept their ids: True",
        ],
        ["02-read-data-and-split"] =
        [
            "read: 400 users, 160 items, 5455 interactions, density 0.085",
            "5-core: 400 users, 150 items, 5431 interactions, density 0.091",
            "4631 training rows, 400 validation and 400 test targets",
            "no leakage: 4631 training rows, 800 targets, .* 400 candidate lists .* 7600 negatives, .*",
            "found: leakage in the graph .*",
            "found: leakage in the order of item ids: .*",
        ],
        ["03-train-lightgcn"] =
        [
            "stopped early: True, .*",
            "HR@5: popularity 0\\.4\\d\\d, LightGCN 0\\.[67]\\d\\d",
            "LightGCN finds more of the held-out items among its first five: True",
        ],
        ["04-mixed-embedding"] =
        [
            "hidden states are equal: True, logits: True",
            "gradients are equal: True",
            "logits of the items alone \\[2, 3\\], equal to the last of all: True",
        ],
        ["05-information-sharing"] =
        [
            "L's turn: mutual loss 4.00, objective 2.00",
            "gradient of L's user \\(1.00, 0.00\\), of L's item \\(0.00, 1.00\\)",
            "M after L's turn: user \\(1.10, 1.00\\), item \\(0.00, 0.10\\)",
            "D's turn: mutual loss 0.01",
            "gradient of D's user \\(-0.10, 0.00\\): .*",
            "distance of L and D before: 2.83",
            "after 200 turns of each: 0.0\\d, .*",
        ],
        ["06-joint-training"] =
        [
            "HR@5 before: language model 0\\.[34]\\d\\d, recommender 0\\.[67]\\d\\d",
            "HR@5 after: language model 0\\.[56]\\d\\d, recommender 0\\.[67]\\d\\d",
            "change of the language model: \\+0\\.[123].*, p = 0.0000 .*",
        ],
        ["07-evaluate-honestly"] =
        [
            "LightGCN - popularity: \\+0\\.[34].*: real",
            "LightGCN - its twin: .*: not shown",
            "LightGCN, yes or no: F1 0\\.[678]\\d\\d, AUC 0\\.[78]\\d\\d",
        ],
        ["08-compare-propagation-kernels"] =
        [
            "30000 nodes, 799170 entries, rows of 64",
            "CSR agrees with COO: True, SIMD agrees with COO: True",
        ],
    };

    public static TheoryData<string> Names() => [.. SampleFile.Names()];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Run_SampleOnPackedPackages_PrintsWhatItShows(string name)
    {
        ProcessResult result = (await FileBasedProgram.Run(Path.Combine(packed.Sources, "samples"), name)).EnsureSuccess();

        string[] lines = result.Text.Split('\n');
        Assert.All(Shown[name], pattern => Assert.True(
            lines.Any(line => Regex.IsMatch(line, $"^{pattern}$")), $"{name} printed no line like\n{pattern}\nbut\n{result.Text}"));
    }
}
