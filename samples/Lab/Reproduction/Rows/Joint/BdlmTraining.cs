using Bdlm.Evaluation;
using Bdlm.Joint;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Diagnostics;
using Bdlm.Lab.Reproduction.Rows.Text;
using Bdlm.Loops;

namespace Bdlm.Lab.Reproduction.Rows.Joint;

/// <summary>Trains the two sides of a BDLM cell, in turns or one after the other, and records what explains the result.</summary>
internal sealed class BdlmTraining
{
    private const string JointName = "BDLM";
    private const string LanguageName = "language side";
    private const string DomainName = "domain side";

    private readonly RowContext _context;
    private readonly BdlmParts _parts;
    private readonly BdlmVariant _variant;
    private readonly AlignedSampleSource _source;

    public BdlmTraining(RowContext context, BdlmParts parts, BdlmVariant variant)
    {
        (_context, _parts, _variant) = (context, parts, variant);
        _source = SampleSources.Of(context.Data, context.Seed);
    }

    /// <summary>Both sides in turns, with M between them.</summary>
    public void Jointly(double mutualWeight)
    {
        var pictures = new ItemPictures(_context.Data.Catalog);
        Add(pictures.Of("before", _parts.Language, _parts.Domain.Recommender));
        TrainingHistory history = null!;
        _context.Train(JointName, store =>
        {
            using var balances = new BalanceRecord(store.Folder);
            history = Joint(_source).TrainJointly(_parts.Language, _parts.Domain, JointName, mutualWeight, balances, store, _context.Progress, _context.Cancellation);
            Add(balances.Series());
            return history;
        });
        Add(EpochFigures.Series(history));
        Add(pictures.Of("after", _parts.Language, _parts.Domain.Recommender));
    }

    /// <summary>The language side first, then the domain side on its features, each in as many passes as in turns.</summary>
    /// <param name="languageSettings">What decides the language side.</param>
    public void OneAfterTheOther(IReadOnlyDictionary<string, string> languageSettings)
    {
        var pictures = new ItemPictures(_context.Data.Catalog);
        Add(pictures.Of("before", _parts.Language, _parts.Domain.Recommender));
        TrainLanguage(languageSettings);
        TrainingHistory history = _context.Train(DomainName, store => Joint(SampleSources.AfterLanguage(_source, _context.Seed))
            .TrainDomainOnly(_parts.Language, _parts.Domain, DomainName, store, _context.Progress, _context.Cancellation));
        Add(EpochFigures.Series(history));
        Add(pictures.Of("after", _parts.Language, _parts.Domain.Recommender));
    }

    /// <summary>The language side as tables judge it.</summary>
    public IScorer LanguageScorer() => _parts.TextOnly is { } text
        ? text.Scorer(_context.Device, new TextOnlyTraining(_context, text).Readings.Choose())
        : Joint(_source).LanguageScorer(_parts.Language);

    /// <summary>The domain side as tables judge it.</summary>
    public IScorer CascadeScorer() => Joint(_source).CascadeScorer(_parts.Language, _parts.Domain);

    /// <summary>The domain side without its head and h: the score of its rows alone.</summary>
    public IScorer RecommenderScorer() => new DomainScorer(_parts.Domain.Recommender, _context.Device);

    // A language side that was not preloaded knows nothing of the recommender: the cells of all recommenders share it.
    private void TrainLanguage(IReadOnlyDictionary<string, string> settings)
    {
        if (_parts.TextOnly is { } text)
        {
            _context.Log.Add(LanguageName, new TextOnlyTraining(_context, text).Train());
            return;
        }

        if (_variant.IsPreloaded)
        {
            _context.Train(LanguageName, store => TrainLanguage(store));
            return;
        }

        IReadOnlyDictionary<string, string> all = new SettingText().Add(settings).Add("seed", _context.Seed).Values;
        _context.Log.Add(LanguageName, _context.Shared(LanguageName, all, store => TrainLanguage(store)));
    }

    private TrainingHistory TrainLanguage(Checkpoints.CheckpointStore store)
    {
        var stage = new LanguageStage(_context.Data, _source, _context.Validation, _context.Seed, _context.Device);
        Func<ValidationResult> validate = stage.By(RankBy.ItemTokens, _parts.Language, _context.Cancellation);
        return stage.Train(_parts.Language, LanguageName, stage.TokenBatches(_parts.Language), validate, store, _context.Progress, _context.Cancellation);
    }

    private JointStage Joint(AlignedSampleSource source) =>
        new(_context.Data.Models, source, Validation.By(_context.Validation, _context.Cancellation), _context.Seed, _context.Device);

    private void Add(IEnumerable<Results.DiagnosticSeries> series)
    {
        foreach (Results.DiagnosticSeries one in series)
        {
            _context.Log.Add(one);
        }
    }
}
