using Bdlm.Checkpoints;
using Bdlm.Evaluation;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reporting;
using Bdlm.Lab.Reproduction.Results;
using Bdlm.Lab.Reproduction.Running;
using Bdlm.Loops;
using static TorchSharp.torch;

namespace Bdlm.Lab.Reproduction.Rows;

/// <summary>What a recipe works with in one cell, and where it leaves what it found.</summary>
internal sealed class RowContext
{
    private readonly StageFolders _folders;
    private readonly RowJudge _judge;
    private readonly CellLog _log;
    private readonly string _suffix = "";

    /// <summary>Makes the context of a cell.</summary>
    public RowContext(RowSetting setting, int seed, Device device, RowJudge judge, StageFolders folders, IStageProgress progress, CancellationToken cancellation)
    {
        (Setting, Seed, Device, Progress, Cancellation) = (setting, seed, device, progress, cancellation);
        (_judge, _folders, _log) = (judge, folders, new CellLog());
    }

    private RowContext(RowContext other, RowSetting setting, string suffix)
        : this(setting, other.Seed, other.Device, other._judge, other._folders, other.Progress, other.Cancellation) =>
        (_log, _suffix) = (other._log, suffix);

    /// <summary>What all rows share.</summary>
    public RowSetting Setting { get; }

    /// <summary>Data, split and questions.</summary>
    public ExperimentData Data => Setting.Data;

    /// <summary>Sizes, rates and epochs.</summary>
    public LabScale Scale => Setting.Scale;

    /// <summary>The run's seed: first weights, order, training negatives.</summary>
    public int Seed { get; }

    /// <summary>Where models live.</summary>
    public Device Device { get; }

    /// <summary>To be told of every step.</summary>
    public IStageProgress Progress { get; }

    /// <summary>To be honoured between steps and between batches of questions.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>What judges an epoch: the validation questions of <see cref="LabScale.ValidationUsers"/> users. Never test questions.</summary>
    public EvaluationQuestions Validation => _judge.EpochQuestions;

    /// <summary>Curves, seconds and diagnostics of this cell.</summary>
    public CellLog Log => _log;

    /// <summary>What sets the row apart from the one that it was made of, such as the titles in its prompts; empty for a row of its own.</summary>
    public string Change => _suffix;

    /// <summary>The same cell with other settings, for a row that is another row with something changed.</summary>
    /// <param name="setting">The changed settings.</param>
    /// <param name="suffix">What the names of judged models end with.</param>
    public RowContext With(RowSetting setting, string suffix = "") => new(this, setting, suffix);

    /// <summary>
    /// Trains a stage of this cell, which goes on after a kill from its checkpoints, and logs its curves and seconds.
    /// </summary>
    /// <param name="stage">The stage's name, unique in the cell.</param>
    /// <param name="work">Trains with the given checkpoints.</param>
    /// <exception cref="InvalidOperationException">A model of the cell has been judged on test questions before.</exception>
    public TrainingHistory Train(string stage, Func<CheckpointStore, TrainingHistory> work)
    {
        RefuseAfterTest(stage);
        using CheckpointStore store = _folders.OfCell(stage);
        TrainingHistory history = work(store);
        _log.Add(stage, history);
        return history;
    }

    /// <summary>
    /// Trains what several cells share, such as the recommender that BDLM starts from, or reads what an earlier cell trained: a finished
    /// store gives its weights back at once. Logs nothing; the cell that it belongs to calls <see cref="CellLog.Add(string, TrainingHistory)"/>.
    /// </summary>
    /// <param name="stage">A readable name.</param>
    /// <param name="settings">Everything that decides it, but the data; the seed too where it depends on it.</param>
    /// <param name="work">Trains with the given checkpoints.</param>
    /// <exception cref="InvalidOperationException">A model of the cell has been judged on test questions before.</exception>
    public T Shared<T>(string stage, IReadOnlyDictionary<string, string> settings, Func<CheckpointStore, T> work)
    {
        RefuseAfterTest(stage);
        using CheckpointStore store = _folders.OfArtefact(stage, settings);
        return work(store);
    }

    /// <summary>Puts all validation and test questions to a model. To be called once a model, when no more is trained.</summary>
    /// <param name="model">The name, one of the recipe's <see cref="IRowRecipe.Models"/>.</param>
    /// <param name="scorer">The trained model.</param>
    /// <param name="extra">Further figures by name.</param>
    /// <param name="threshold">The lowest score of a yes, where scores mean that by themselves; null to choose it on validation pairs.</param>
    public void Judge(string model, IScorer scorer, IReadOnlyDictionary<string, double>? extra = null, double? threshold = null)
    {
        string name = model + _suffix;
        string stage = $"judging {name}";
        using IDisposable shown = Progress.Begin(stage);
        ModelResult result = _log.Time(stage, () => _judge.Judge(name, scorer, threshold, Cancellation));
        _log.Add(result with { Extra = extra ?? result.Extra });
    }

    private void RefuseAfterTest(string stage)
    {
        if (_log.Models.Count > 0)
        {
            throw new InvalidOperationException($"{stage} would train after {_log.Models[^1].Name} was judged on the test questions; expected all training before. Judge at the end of the recipe.");
        }
    }
}
