using Bdlm.Data.Reading;
using Bdlm.Evaluation;
using Bdlm.Evaluation.FullRanking;
using Bdlm.Loops;
using Bdlm.Metrics;

namespace Bdlm.Pages;

/// <summary>What the guide's program found.</summary>
internal sealed record GuideResult(
    ReadReport Report,
    string Prompt,
    TrainingHistory History,
    RankingResult Cascade,
    InteractionResult Decided,
    RankingResult Language,
    PairedComparison Gain,
    FullRankingResult Full,
    IReadOnlyList<string> Titles);
