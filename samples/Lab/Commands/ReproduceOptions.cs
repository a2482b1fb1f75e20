using System.CommandLine;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Experiments.DataSets;
using Bdlm.Lab.Reproduction;
using Bdlm.Lab.Reproduction.Plans;

namespace Bdlm.Lab.Commands;

/// <summary>The options of <c>lab reproduce</c>.</summary>
internal sealed class ReproduceOptions
{
    private readonly Argument<string> _experiment = new("experiment") { Description = $"One of {string.Join(", ", ExperimentRows.Names)}." };
    private readonly Option<string> _dataset = new("--dataset") { Description = $"{KnownDataSet.Names}, or a folder of a known format.", Required = true };
    private readonly Option<ScaleName?> _scale = NumberOption.Choice("--scale", "Sizes, rates and epochs. Default: laptop.", ("laptop", ScaleName.Laptop), ("paper", ScaleName.Paper));
    private readonly Option<int?> _seeds = NumberOption.Whole("--seeds", "How many seeds, from 1 on. Default: 1.", 1);
    private readonly Option<string> _out = new("--out") { Description = "The run's folder: plan, cells, checkpoints, report.", Required = true };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on in a folder that has finished cells." };
    private readonly Option<string?> _only = new("--only") { Description = "Run only these rows or models, separated by commas." };
    private readonly Option<string?> _backbone = new("--backbone") { Description = "Folder of a Hugging Face Llama. Default: a small one that is pretrained on the catalogue." };
    private readonly Option<string> _device = new("--device") { Description = "cpu, cuda or cuda:N.", DefaultValueFactory = _ => "cpu" };
    private readonly Option<int?> _questionSeed = NumberOption.Whole("--question-seed", "Decides candidates and pairs, for all seeds alike. Default: 1.", int.MinValue);
    private readonly Option<CandidateMix?> _candidates = NumberOption.Choice("--candidates", "What stands beside the target. Default: paper.", ("paper", CandidateMix.Paper), ("popularity", CandidateMix.Popularity), ("uniform", CandidateMix.Uniform));
    private readonly Option<bool> _onValidation = new("--on-validation") { Description = "Judge rows on the validation questions: for choosing settings. Test questions are not asked." };
    private readonly Option<string?> _settings = new("--settings") { Description = "A JSON file with the values in which the run departs from its scale, such as { \"epochs\": 5 }." };
    private readonly Option<int?> _maxUsers = NumberOption.Whole("--max-users", "Ask about so many users at most. Default: the scale's.", 1);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_experiment);
        foreach (Option option in (Option[])[_dataset, _scale, _seeds, _out, _resume, _only, _backbone, _device, _questionSeed, _candidates, _maxUsers, _onValidation, _settings])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What was asked for.</summary>
    public ReproduceRequest Read(ParseResult parsed) => new()
    {
        Experiment = parsed.GetValue(_experiment)!,
        Dataset = parsed.GetValue(_dataset)!,
        DataRoot = DataRoot.Find(),
        Scale = parsed.GetValue(_scale) ?? ScaleName.Laptop,
        Seeds = parsed.GetValue(_seeds) ?? 1,
        OutFolder = Path.GetFullPath(parsed.GetValue(_out)!),
        Resume = parsed.GetValue(_resume),
        Only = parsed.GetValue(_only)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
        BackboneFolder = parsed.GetValue(_backbone),
        Device = parsed.GetValue(_device)!,
        QuestionSeed = parsed.GetValue(_questionSeed) ?? 1,
        Candidates = parsed.GetValue(_candidates) ?? CandidateMix.Paper,
        OnValidation = parsed.GetValue(_onValidation),
        SettingsFile = parsed.GetValue(_settings),
        MaxUsers = parsed.GetValue(_maxUsers),
        Command = CommandLineText.Of(parsed),
    };
}
